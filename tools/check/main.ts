import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { red, say } from '../setup/progress.cjs';
import { PROVIDERS } from '../providers';
import { atTerminal } from './ask';
import { runTests } from './providerTests';
import { SMALLEST, WrongUsage, runCommand, type CommandOptions } from './command';

/** The sends other than the smallest, by provider. */
const SENDS = PROVIDERS.flatMap(({ name, check: { sends = {} } }) => {
	const [, ...others] = Object.keys(sends);
	return others.length > 0 ? [`${others.join(' or ')} (${name})`] : [];
}).join(', ');

const HELP = `Asks an account whether what is documented of its provider holds, and what is not documented.

Usage:
  npm run check -- <provider>          ${PROVIDERS.map(({ name }) => name).join(', ')}
  npm run check -- --all               each provider whose credential is there
  npm run check -- --replay <report>   plays a report, without an account, and runs the provider's tests with it

Options:
  --credential <file>   the credential as JSON; otherwise environment variables, or you are asked
  --given <name=value>  what a provider has no list of, such as message=123456789012; can be repeated
  --renew               agrees to a renewal of tokens, where reading needs one
  --tests <path>        with --replay: only these tests of the provider; can be repeated
  --send [what]         sends one message as well, once you have agreed: the least that the provider has, or
                        ${SENDS}
  --to <recipient>      whom it goes to; otherwise you are asked
  --yes                 agrees to the send, for where nobody can be asked
  --reports <folder>    where reports are written; default: check-reports
`;

function optionsFrom(words: string[]): CommandOptions | 'help' {
	const { values, positionals } = parsed(words);
	if (values.help) return 'help';
	const given = (values.given ?? []).map((each) => {
		const [name, ...value] = each.split('=');
		if (value.length === 0) throw new WrongUsage(`--given ${name} has no value`);
		return [name, value.join('=')] as const;
	});
	return {
		names: positionals,
		all: values.all ?? false,
		replay: values.replay,
		tests: values.tests,
		credentialFile: values.credential,
		given: Object.fromEntries(given),
		renew: values.renew ?? false,
		send: values.send,
		to: values.to,
		yes: values.yes ?? false,
		reports: values.reports ?? 'check-reports',
	};
}

/** The arguments, where `--send` without a value becomes the smallest send. */
function withSend(words: string[]): string[] {
	const names = PROVIDERS.flatMap(({ name, page }) => [name, page]);
	return words.flatMap((word, index) => {
		if (word !== '--send') return [word];
		const next = words[index + 1];
		const isNamed = next !== undefined && !next.startsWith('-') && !names.includes(next);
		return isNamed ? [word] : [`--send=${SMALLEST}`];
	});
}

function parsed(words: string[]) {
	try {
		return parseArgs({
			args: withSend(words),
			allowPositionals: true,
			options: {
				all: { type: 'boolean' },
				credential: { type: 'string' },
				given: { type: 'string', multiple: true },
				help: { type: 'boolean', short: 'h' },
				renew: { type: 'boolean' },
				replay: { type: 'string' },
				reports: { type: 'string' },
				send: { type: 'string' },
				tests: { type: 'string', multiple: true },
				to: { type: 'string' },
				yes: { type: 'boolean' },
			},
		});
	} catch (error) {
		throw new WrongUsage((error as Error).message);
	}
}

async function main(): Promise<number> {
	const options = optionsFrom(process.argv.slice(2));
	if (options === 'help') {
		say(HELP);
		return 0;
	}
	const asker = atTerminal();
	try {
		return await runCommand(options, {
			environment: process.env,
			asker,
			say,
			read: async (path) => await readFile(path, 'utf8'),
			runTests,
		});
	} finally {
		asker?.close();
	}
}

main().then(
	(code) => {
		process.exitCode = code;
	},
	(error: Error) => {
		say(red(error.message));
		process.exitCode = error instanceof WrongUsage ? 2 : 1;
	},
);
