import { isDeepStrictEqual } from 'node:util';
import type { Engine } from '../engine/engine';
import type { Provider } from '../providers';
import { isObject } from '../../nodes/shared/json';
import { Conduct, type Answered } from './conduct';
import { findingsOf, type Findings } from './findings';
import { outputsOf, type StepOutputs } from './outputs';
import { environmentOf, type TestsResult } from './providerTests';
import { isPlaceholder } from './redaction';
import { startReplay, replayCredential } from './replay';
import type { Report } from './report';
import { positionsFound } from './show';

/** A difference between a report and its replay. */
export interface Difference {
	/** The name of a fact or a switch. */
	name: string;
	report: unknown;
	replay: unknown;
}

const SILENT = ['not seen', 'needs a send'];

/** Whether nothing was seen. */
const isSilent = (result: unknown) =>
	typeof result === 'string'
		? SILENT.includes(result)
		: typeof result === 'object' && result !== null && 'nothing' in result;

/** The differences between two checks. What only one of them saw does not count. */
export function differencesBetween(
	report: Pick<Report, 'facts' | 'switches'>,
	replay: Pick<Report, 'facts' | 'switches'>,
): Difference[] {
	const pairs = (['facts', 'switches'] as const).flatMap((kind) =>
		Object.entries(report[kind]).map(([name, each]) => ({
			name,
			report: each as unknown,
			replay: replay[kind][name],
		})),
	);
	return pairs.filter(
		(each) =>
			!isSilent(each.report) &&
			!isSilent(each.replay) &&
			JSON.stringify(each.report) !== JSON.stringify(each.replay),
	);
}

/** The result of a replayed report. */
export interface Replayed extends Findings {
	/** The nodes' output for each step. */
	outputs: StepOutputs[];
}

/** Runs the check against a server that replays a report, so that the nodes process the provider's recorded answers. */
export async function replayReport(
	provider: Provider,
	report: Report,
	engine: Engine,
): Promise<Replayed> {
	const server = await startReplay(report, provider.check.kept.paths);
	try {
		const credential = replayCredential(provider, server.url);
		const answered: Answered[] = [];
		const conduct = new Conduct({
			provider,
			engine,
			credential,
			given: report.given,
			onAnswered: (step) => answered.push(step),
		});
		await conduct.read();
		const outputs = await Promise.all(
			answered.map(async (step) => await outputsOf(provider, step, engine)),
		);
		return {
			...findingsOf(provider, conduct.seen, false),
			outputs: outputs.filter((each) => each !== undefined),
		};
	} finally {
		await server.stop();
	}
}

/**
 * A position in a form that the sandbox can play. A report does not contain texts that are or may be personal; the
 * sandbox uses its own text for these.
 */
function withOwnTexts(position: unknown, initial: unknown): unknown {
	if (isPlaceholder(position) && typeof initial === 'string') return initial;
	if (!isObject(position) || !isObject(initial)) return position;
	return Object.fromEntries(
		Object.entries(position).map(([name, each]) => [name, withOwnTexts(each, initial[name])]),
	);
}

/** The positions in a report that the sandbox's switches accept. */
export function playablePositions({ contract }: Provider, report: Report): Record<string, unknown> {
	const found = Object.entries(positionsFound(report)).filter(
		([name]) => name in contract.switches,
	);
	return Object.fromEntries(
		found
			.map(([name, each]) => [name, withOwnTexts(each, contract.switches[name].initial)] as const)
			.filter(([name, each]) => contract.switches[name].schema.safeParse(each).success),
	);
}

interface ReplaySurroundings {
	say: (line?: string) => void;
	startCheckEngine: () => Promise<Engine>;
	/** Runs the provider's tests against a sandbox whose switches start at these positions. */
	runTests: (provider: Provider, positions: Record<string, unknown>) => Promise<TestsResult>;
}

/** The positions that differ from the sandbox's defaults. */
const unusual = ({ contract }: Provider, positions: Record<string, unknown>) =>
	Object.fromEntries(
		Object.entries(positions).filter(
			([name, position]) => !isDeepStrictEqual(contract.switches[name].initial, position),
		),
	);

/**
 * Replays a report: runs the nodes on its answers, then the provider's tests against a sandbox with the positions
 * found.
 * @returns the exit code: 1 if something fails or differs from the report
 */
export async function replay(
	provider: Provider,
	report: Report,
	{ say, startCheckEngine, runTests }: ReplaySurroundings,
): Promise<number> {
	const engine = await startCheckEngine();
	const replayed = await replayReport(provider, report, engine).finally(
		async () => await engine.stop(),
	);
	const differences = differencesBetween(report, replayed);
	say(`${provider.title} of ${report.date}: ${report.exchanges.length} answers were played.`);
	for (const each of differences) {
		say(
			`✗ ${each.name}: ${JSON.stringify(each.report)} in the report, ${JSON.stringify(each.replay)} when it is played`,
		);
	}
	const wrong = replayed.outputs.flatMap((each) => each.wrong.map((what) => [each.step, what]));
	for (const [step, what] of wrong) say(`✗ ${step}: ${what}`);

	const positions = playablePositions(provider, report);
	const others = unusual(provider, positions);
	say(
		`\nThe report has the positions of ${Object.keys(positions).length} switches. ${Object.keys(others).length} of them are not those that the sandbox has by itself:`,
	);
	say(`  ${JSON.stringify(others)}`);
	say(`\nThe tests of ${provider.title} with these positions …`);
	const { passed, failed } = await runTests(provider, positions);
	for (const { file, name, why } of failed) say(`✗ ${file}\n    ${name}\n    ${why}`);
	say(`${passed} passed, ${failed.length} failed.`);
	const [[variable, value]] = Object.entries(environmentOf(provider, positions));
	say(
		`\nTo run them one by one, or the sandbox itself, with these positions, set this in the environment:\n  ${variable}='${value.replaceAll("'", "'\\''")}'`,
	);
	return differences.length + wrong.length + failed.length > 0 ? 1 : 0;
}
