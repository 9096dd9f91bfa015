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

/** What a replay says in another way than the report. */
export interface Difference {
	/** A fact or a switch. */
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

/** What two checks say in different ways. What only one of them saw is no difference. */
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

/** What comes of a report that is played. */
export interface Replayed extends Findings {
	/** What the nodes made of the answers, step by step. */
	outputs: StepOutputs[];
}

/** Lets the check ask a server that plays a report: the nodes meet what the provider answered then. */
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
 * A position as the sandbox can play it. Of texts that are somebody's, or may be, a report does not tell what they were:
 * there the sandbox says what it says by itself.
 */
function withOwnTexts(position: unknown, initial: unknown): unknown {
	if (isPlaceholder(position) && typeof initial === 'string') return initial;
	if (!isObject(position) || !isObject(initial)) return position;
	return Object.fromEntries(
		Object.entries(position).map(([name, each]) => [name, withOwnTexts(each, initial[name])]),
	);
}

/** The positions of a report that the sandbox's switches take. */
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
	/** Runs the provider's tests against a sandbox whose switches begin with these positions. */
	runTests: (provider: Provider, positions: Record<string, unknown>) => Promise<TestsResult>;
}

/** The positions that the sandbox does not have anyway. */
const unusual = ({ contract }: Provider, positions: Record<string, unknown>) =>
	Object.fromEntries(
		Object.entries(positions).filter(
			([name, position]) => !isDeepStrictEqual(contract.switches[name].initial, position),
		),
	);

/**
 * Plays a report: the nodes meet its answers, and then the provider's tests a sandbox that does what was found.
 * @returns the exit code: 1 if something fails or says something else than the report
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
