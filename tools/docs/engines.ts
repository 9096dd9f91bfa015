import { failuresOf, type EngineOutcomes, type Outcome } from '../../test/engines/outcome';
import { readResults } from '../../test/engines/results';

/** The verdict on an engine, from best to worst. */
type Verdict = 'passes' | 'refuses' | 'fails';

/** The outcomes of both selections of tests; if both were run, the worse one counts. */
const outcomesOf = ({ selected, all }: EngineOutcomes): Outcome[] =>
	[selected, all].filter((outcome) => outcome !== undefined);

function verdictOf(engine: EngineOutcomes): Verdict {
	const outcomes = outcomesOf(engine);
	if (outcomes.some((outcome) => failuresOf(outcome) > 0)) return 'fails';
	return outcomes.some(({ refused }) => Object.keys(refused).length > 0) ? 'refuses' : 'passes';
}

/** The distinct shortfalls of a kind in these engines. */
const shortfalls = (engines: EngineOutcomes[], kind: 'refused' | 'differs') => [
	...new Set(engines.flatMap(outcomesOf).flatMap((outcome) => Object.keys(outcome[kind]))),
];

const row = (...cells: string[]) => `| ${cells.join(' | ')} |`;
const table = (head: string[], rows: string[][]) =>
	[row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');

/** Consecutive engines with the same verdict. */
interface Range {
	verdict: Verdict;
	engines: EngineOutcomes[];
}

/** Groups the engines, from the oldest to the newest. */
export function rangesOf(results: EngineOutcomes[]): Range[] {
	const ranges: Range[] = [];
	for (const engine of results) {
		const verdict = verdictOf(engine);
		const last = ranges.at(-1);
		if (last?.verdict === verdict) last.engines.push(engine);
		else ranges.push({ verdict, engines: [engine] });
	}
	return ranges;
}

const sentence = (parts: string[]) => parts.filter(Boolean).join(' ');
const list = (label: string, parts: string[]) =>
	parts.length > 0 && `${label}: ${parts.join('; ')}.`;

const SAID: Record<Verdict, string> = {
	passes: 'Yes.',
	refuses: 'In part. What this n8n does not support is refused before anything is sent.',
	fails:
		'No. Tests fail ([which](docs/compatibility.md#what-fails)), so a letter may be sent twice, or a failure may go unnoticed.',
};

const said = ({ verdict, engines }: Range) =>
	sentence([
		SAID[verdict],
		list('Refused', shortfalls(engines, 'refused')) || '',
		list('Known to differ', shortfalls(engines, 'differs')) || '',
		`Tested with ${engines.map(({ n8n }) => n8n).join(', ')}.`,
	]);

/** The README's statements on releases that were not tested in this way. */
const OTHERS: string[][] = [
	[
		'3.0 or later',
		'Not tried yet. Set `N8N_UNVERIFIED_PACKAGES_ENABLED=true`: n8n 3.0 no longer loads unverified packages by default, and n8n only verifies packages that integrate a single service, while this one integrates several. [What n8n 3.0 changes for the nodes](docs/compatibility.md#n8n-30).',
	],
	[
		'1.x',
		'No, not in full. In the engine of 1.123.81 (n8n-core 1.122.48), the last 1.x, the package loads, the tests of Stampee’s sends and reads pass, and so do those of repeated events at the webhook triggers of Stampee and stemp. But that engine sends no client certificate, so registered letters (LRE) can’t be sent, and it got no token for PEC Massiva’s API key. The server and the editor of 1.x were not tested.',
	],
	['n8n Cloud', 'No: it accepts verified packages only.'],
];

/** `2.35.3 or later`, `2.34.6`, `2.0.0 to 2.34.4` */
const span = ({ engines }: Range, isLast: boolean) => {
	const [first, last] = [engines[0].n8n, engines[engines.length - 1].n8n];
	if (isLast) return `2.x from ${first} on`;
	return first === last ? first : `${first} to ${last}`;
};

/** The README's table, newest version first, and the oldest n8n from which on all tests pass. */
export function compatibility(results = readResults()): string {
	const ranges = rangesOf(results);
	const newest = ranges.at(-1);
	const rows = ranges.map((range) => [span(range, range === newest), said(range)]);
	const oldest = newest?.verdict === 'passes' ? newest.engines[0].n8n : undefined;
	return [
		oldest ? `**Use n8n ${oldest} or a later 2.x.**` : '',
		table(['n8n', 'does it work?'], [...OTHERS.slice(0, 1), ...rows.reverse(), ...OTHERS.slice(1)]),
	].join('\n\n');
}

const counted = (outcome: Outcome | undefined) =>
	outcome ? `${outcome.passed} of ${outcome.total}` : '';

function inWords(engine: EngineOutcomes): string {
	const { selected, all } = engine;
	const failures = Math.max(...[selected, all].map((each) => (each ? failuresOf(each) : 0)));
	const parts = [
		...shortfalls([engine], 'refused').map((what) => `refused: ${what}`),
		...shortfalls([engine], 'differs').map((what) => `differs: ${what}`),
		...(failures > 0 ? [`${failures} fail`] : []),
	];
	return parts.join('; ') || 'all pass';
}

/** The table of results, newest engine first. */
export const engines = (results = readResults()): string =>
	table(
		['n8n', 'n8n-core', 'n8n-workflow', 'selected tests', 'all tests', 'result'],
		[...results]
			.reverse()
			.map((engine) => [
				engine.n8n,
				engine.core,
				engine.workflow,
				counted(engine.selected),
				counted(engine.all),
				inWords(engine),
			]),
	);

/** Escapes Markdown syntax. */
const plain = (text: string) => text.replace(/[\\`*_{}[\]<>|#]/g, '\\$&');

function failuresIn({ failed }: Outcome): string[] {
	return Object.entries(failed).flatMap(([file, tests]) => [
		`- [${file.replace(/^test\//, '')}](../${file})${tests.length === 0 ? ' does not run' : ''}`,
		...tests.map((test) => `  - ${plain(test)}`),
	]);
}

/** The failed tests by engine, as text. Engines with the same failures share a section. */
export function failures(results = readResults()): string {
	const byFailures = new Map<string, string[]>();
	for (const engine of results) {
		const outcome = engine.all ?? engine.selected;
		const text = outcome ? failuresIn(outcome).join('\n') : '';
		if (text !== '') byFailures.set(text, [...(byFailures.get(text) ?? []), engine.n8n]);
	}
	const sections = [...byFailures].map(
		([text, versions]) => `### n8n ${versions.join(', ')}\n\n${text}`,
	);
	return sections.join('\n\n') || 'Nothing.';
}
