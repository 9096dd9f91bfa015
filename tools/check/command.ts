import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { startEngine, type Engine } from '../engine/engine';
import { PROVIDERS, type Provider } from '../providers';
import { askForCredential, type Asker } from './ask';
import { checkProvider } from './check';
import type { SendCheck } from '../providers/check';
import type { Progress } from './conduct';
import { fieldsOf, fromEnvironment, fromFile, variableOf } from './credentialFields';
import { isBroken } from './findings';
import type { runTests, Selection } from './providerTests';
import { keepRenewedTokens } from './renewedTokens';
import { REQUEST_NODE, requestNode } from './requestNode';
import { parseReport, type Report } from './report';
import { replay } from './replayed';
import { factLines, pageOf, positionsFound, unknownLines, type Line } from './show';

/** The command line has unknown or missing arguments. */
export class WrongUsage extends Error {}

/** The parsed command line. */
export interface CommandOptions {
	names: string[];
	all: boolean;
	/** Path of a report. */
	replay?: string;
	/** Paths of the tests to run. Default: all tests of the provider. */
	tests?: string[];
	credentialFile?: string;
	given: Record<string, string>;
	renew: boolean;
	/** What to send, as named in the provider's check; `SMALLEST` for the smallest send. */
	send?: string;
	to?: string;
	yes: boolean;
	/** The folder for reports. */
	reports: string;
}

/** The value of `--send` if none is given. */
export const SMALLEST = 'least';

/** The environment of the command. */
export interface Surroundings {
	environment: NodeJS.ProcessEnv;
	/** Absent if the session is not interactive. */
	asker?: Asker;
	say: (line?: string) => void;
	/** Reads a file as text. */
	read: (path: string) => Promise<string>;
	/** Runs a provider's tests against a sandbox whose switches start at these positions. */
	runTests: typeof runTests;
	/** Delay after a send, in milliseconds. */
	pause?: number;
}

function providerOf(name: string): Provider {
	const found = PROVIDERS.find((each) => [each.name, each.page].includes(name));
	if (found) return found;
	const names = PROVIDERS.map((each) => each.name).join(', ');
	throw new WrongUsage(`There is no provider '${name}': it is one of ${names}`);
}

/** The selected providers. @throws WrongUsage */
function providersOf({ names, all }: CommandOptions): Provider[] {
	if (all && names.length > 0) throw new WrongUsage('Either --all or the name of a provider');
	if (!all && names.length === 0) throw new WrongUsage('Name a provider, or say --all; see --help');
	return all ? PROVIDERS : names.map(providerOf);
}

/** Starts the engine with everything a check needs. */
export const startCheckEngine = async (): Promise<Engine> =>
	await startEngine({
		extraNodes: { [REQUEST_NODE]: requestNode(PROVIDERS.map(({ credential }) => credential)) },
	});

/**
 * Runs the command.
 * @returns the exit code: 1 if a documented fact did not hold, the provider could not be recognized, or a message may
 * have been sent
 * @throws WrongUsage
 */
export async function runCommand(
	options: CommandOptions,
	surroundings: Surroundings,
): Promise<number> {
	const { say, read } = surroundings;
	if (options.replay !== undefined) {
		const report = parseReport(await read(options.replay));
		return await replay(providerOf(report.provider), report, {
			say,
			startCheckEngine,
			runTests: async (...words) => await surroundings.runTests(...words, selected(options)),
		});
	}
	const providers = providersOf(options);
	if (options.send !== undefined && providers.length > 1)
		throw new WrongUsage('--send is for one provider');
	const file =
		options.credentialFile === undefined ? undefined : await read(options.credentialFile);
	const engine = await startCheckEngine();
	try {
		let code = 0;
		for (const provider of providers) {
			const credential = await credentialOf(provider, options, surroundings, file);
			if (credential === undefined) {
				const [field] = fieldsOf(provider).filter(({ typeOptions }) => typeOptions?.password);
				say(
					`${provider.title}: skipped, for no credential is there (${variableOf(provider, field.name)})`,
				);
				continue;
			}
			const isFine = await checkOne(provider, { engine, credential }, options, surroundings);
			if (!isFine) code = 1;
		}
		return code;
	} finally {
		await engine.stop();
	}
}

const selected = ({ tests }: CommandOptions): Selection[] | undefined =>
	tests && [{ paths: tests }];

async function credentialOf(
	provider: Provider,
	{ all, names }: CommandOptions,
	{ environment, asker }: Surroundings,
	file?: string,
): Promise<ICredentialDataDecryptedObject | undefined> {
	const filed = file === undefined ? undefined : fromFile(provider, file, names.length === 1);
	if (filed) return filed;
	const given = fromEnvironment(provider, environment);
	if (given || all) return given;
	if (asker) return await askForCredential(provider, asker);
	const variables = fieldsOf(provider).map(({ name }) => variableOf(provider, name));
	throw new WrongUsage(
		`There is no credential for ${provider.title}: name a file (--credential), or set ${variables.join(', ')}`,
	);
}

async function checkOne(
	provider: Provider,
	{ engine, credential }: { engine: Engine; credential: ICredentialDataDecryptedObject },
	options: CommandOptions,
	surroundings: Surroundings,
): Promise<boolean> {
	const { check, title } = provider;
	const { say } = surroundings;
	assertKnown(options.given, provider);
	const send = sendOf(provider, options, credential);
	say(`\n${title}: ${send ? 'reads, and one send once you agree' : 'reads only'}`);
	const sideEffect = check.sideEffect?.(credential);
	if (sideEffect && !(await isAgreed(`${sideEffect} Renew?`, options.renew, surroundings))) {
		if (options.all) {
			say(`  Skipped. ${sideEffect}`);
			return true;
		}
		throw new WrongUsage(`${sideEffect} If you agree to that, say --renew.`);
	}
	const given = await inputsOf(provider, options, surroundings);
	const tokens =
		sideEffect === undefined ? undefined : await keepRenewedTokens(provider, options.reports, say);
	const { report, outcome } = await checkProvider(provider, {
		engine,
		credential,
		given,
		onRenewed: async (renewed) => await tokens?.save(renewed),
		send,
		agree: send && (async () => await recipientOf(send, options, surroundings)),
		onSent: (each) => say(each === 'sent' ? '  Sent once.' : `  The message ${SAID[each]}.`),
		progress: (line) => say(progressText(line)),
		pause: surroundings.pause,
	}).finally(async () => await tokens?.close());
	print(provider, report, say);
	const path = await save(provider, report, options.reports);
	say(`\nThe report is in ${path}.json and ${path}.md. Nothing in it is a secret, or somebody's.`);
	return !isBroken(report) && outcome !== 'may have been sent';
}

const SAID = {
	'not sent': 'was not sent',
	'may have been sent': 'may have been sent. It is not sent again: look at the recipient',
};

function assertKnown(given: Record<string, string>, { check, title }: Provider): void {
	const names = Object.keys(check.inputs);
	const unknown = Object.keys(given).find((name) => !names.includes(name));
	if (unknown === undefined) return;
	throw new WrongUsage(
		`The check of ${title} takes no '${unknown}': ${names.join(', ') || 'nothing'}`,
	);
}

async function inputsOf(
	{ check }: Provider,
	{ given, all }: CommandOptions,
	{ asker }: Surroundings,
): Promise<Record<string, string>> {
	const inputs = { ...given };
	for (const [name, says] of Object.entries(check.inputs)) {
		if (name in inputs || !asker || all) continue;
		const answer = await asker.ask(`  ${says} (Enter for none): `);
		if (answer !== '') inputs[name] = answer;
	}
	return inputs;
}

/** @param isSaid whether a command line option already agrees */
async function isAgreed(
	question: string,
	isSaid: boolean,
	{ asker }: Surroundings,
): Promise<boolean> {
	if (isSaid) return true;
	return (await asker?.ask(`  ${question} (yes/no): `)) === 'yes';
}

/**
 * What to send, if anything.
 * @throws WrongUsage if the provider has no such send, or the credential does not suffice
 */
function sendOf(
	{ check: { sends = {} }, title }: Provider,
	{ send: name }: CommandOptions,
	credential: ICredentialDataDecryptedObject,
): SendCheck | undefined {
	if (name === undefined) return undefined;
	const [least] = Object.values(sends);
	const send = name === SMALLEST ? least : Object.hasOwn(sends, name) ? sends[name] : undefined;
	if (!send) {
		const names = Object.keys(sends).join(', ') || 'nothing';
		throw new WrongUsage(`The check of ${title} can't send '${name}', but ${names}`);
	}
	const obstacle = send.obstacle?.(credential);
	if (obstacle !== undefined) throw new WrongUsage(obstacle);
	return send;
}

/** The recipient of the send, once the user agrees; undefined if they do not. */
async function recipientOf(
	send: SendCheck,
	{ to, yes }: CommandOptions,
	surroundings: Surroundings,
): Promise<string | undefined> {
	const { asker, say } = surroundings;
	say(`\n  This sends ${send.what}, for real, once. ${send.costs}`);
	const usual = send.testRecipient === undefined ? '' : ` (Enter for ${send.testRecipient})`;
	const typed = to ?? (await asker?.ask(`  ${send.to}${usual}: `)) ?? '';
	const recipient = typed === '' ? send.testRecipient : typed;
	if (recipient === undefined) {
		say('  Nobody was named, so nothing is sent.');
		return undefined;
	}
	if (await isAgreed(`Send ${send.what} to ${recipient}?`, yes, surroundings)) return recipient;
	say('  Nothing is sent.');
	return undefined;
}

function progressText({ number, of, says, outcome }: Progress): string {
	const counted = `  [${String(number).padStart(String(of).length)}/${of}] ${says}`;
	return outcome === undefined ? `${counted} …` : `${counted}: ${outcome}`;
}

function print(provider: Provider, report: Report, say: Surroundings['say']): void {
	const show = (title: string, lines: Line[]) => {
		say(`\n${title}`);
		for (const { mark, about, result } of lines)
			say(`  ${mark.padEnd(2)} ${about}\n       ${result}`);
	};
	if (!report.isRecognised) {
		say(
			`\n✗ What answers is not ${provider.title}, or does not take the credential. So nothing that it said counts.`,
		);
	}
	show('Documented facts', factLines(provider, report));
	show('Not documented', unknownLines(provider, report));
	say('\nThe sandbox plays this with these switches:');
	say(`  ${JSON.stringify(positionsFound(report))}`);
}

/** Writes the report as JSON and as a Markdown page. @returns the path without its extension */
async function save(provider: Provider, report: Report, folder: string): Promise<string> {
	await mkdir(folder, { recursive: true });
	// Repeating a send costs money, so a later check of the same day without one must not overwrite its report.
	const kind = report.isSent ? '-sent' : '';
	const path = join(folder, `check-${provider.page}-${report.date}${kind}`);
	await writeFile(`${path}.json`, `${JSON.stringify(report, null, '\t')}\n`);
	await writeFile(`${path}.md`, pageOf(provider, report));
	return path;
}
