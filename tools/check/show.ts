import { positionText } from '../../sandbox/positionText';
import type { Provider } from '../providers';
import type { FactResult, Found } from './findings';
import type { Report } from './report';

const FACT_MARKS: Record<FactResult, string> = {
	held: '✓',
	'did not hold': '✗',
	'not seen': '·',
	'needs a send': '·',
	'not looked at': '·',
};

const FACT_WORDS: Record<FactResult, string> = {
	held: 'held',
	'did not hold': 'DID NOT HOLD',
	'not seen': 'not seen',
	'needs a send': 'only a send can tell',
	'not looked at': 'not looked at',
};

/** What was found about a switch, as text. */
export function foundText(found: Found | undefined): string {
	if (!found) return 'about the account';
	if ('position' in found) return positionText(found.position);
	if ('oneOf' in found) return `one of ${found.oneOf.map(positionText).join(', ')}`;
	if ('notLookedFor' in found) return `unknown: not looked for, ${found.notLookedFor}`;
	return found.nothing === 'needs a send'
		? 'unknown: only a send can tell'
		: 'unknown: nothing that was seen tells';
}

/** A row of a table in the check's output. */
export interface Line {
	mark: string;
	/** A fact, or something that is not documented. */
	about: string;
	result: string;
}

/** Each documented fact, and whether it held. */
export const factLines = ({ contract }: Provider, { facts }: Report): Line[] =>
	Object.entries(contract.facts).map(([name, { says }]) => ({
		mark: FACT_MARKS[facts[name]],
		about: says,
		result: FACT_WORDS[facts[name]],
	}));

const isAnswered = (found: Found | undefined) =>
	found !== undefined && ('position' in found || 'oneOf' in found);

/** What was found about something undocumented, as text. */
export function answerText(switchNames: string[], switches: Report['switches']): string {
	if (switchNames.length === 0) return 'unknown: the check does not look for it';
	return switchNames.map((name) => `\`${name}\` ${foundText(switches[name] as Found)}`).join('; ');
}

/** Everything undocumented, with what was found. */
export const unknownLines = ({ contract }: Provider, { switches }: Report): Line[] =>
	Object.values(contract.unknowns).map(({ question, switches: names = [] }) => ({
		mark: names.some((name) => isAnswered(switches[name] as Found)) ? '?→' : '?',
		about: question,
		result: answerText(names, switches),
	}));

/** The positions that were found, with which the sandbox reproduces this provider's behavior. */
export const positionsFound = ({ switches }: Report): Record<string, unknown> =>
	Object.fromEntries(
		Object.entries(switches).flatMap(([name, found]) =>
			'position' in found ? [[name, found.position]] : [],
		),
	);

const cell = (text: string) => text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');

const table = (head: string[], lines: Line[]) =>
	[
		`| ${head.join(' | ')} |`,
		'| --- | --- |',
		...lines.map(({ about, result }) => `| ${cell(about)} | ${cell(result)} |`),
	].join('\n');

/** The report as a Markdown page. */
export function pageOf(provider: Provider, report: Report): string {
	const { date, version, isSent, isElsewhere, isRecognised, exchanges } = report;
	return `# Contract check of ${provider.title}, ${date}

Version ${version}; ${isSent ? 'with a send' : 'reads only'}; ${isElsewhere ? 'another address than the provider' : "the provider's own address"}; ${isRecognised ? 'recognized' : 'NOT recognized, so nothing counts'}.

## Documented facts

${table(['fact', 'seen'], factLines(provider, report))}

## Not documented

${table(['not documented', 'found'], unknownLines(provider, report))}

## The sandbox plays this with

\`\`\`json
${JSON.stringify(positionsFound(report), null, '\t')}
\`\`\`

## Requests

| step | request | status | answer |
| --- | --- | --- | --- |
${exchanges
	.map(
		({ step, method, url, status, body }) =>
			`| ${step} | ${method} ${cell(url)} | ${status} | ${body.kind} |`,
	)
	.join('\n')}
`;
}
