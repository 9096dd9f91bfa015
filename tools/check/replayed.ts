import { startSandbox } from '../../sandbox';
import type { Engine } from '../engine/engine';
import type { Provider } from '../providers';
import { Conduct } from './conduct';
import { findingsOf, type Findings } from './findings';
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

/** Lets the check ask a server that plays a report: the nodes meet what the provider answered then. */
export async function replayReport(
	provider: Provider,
	report: Report,
	engine: Engine,
): Promise<Findings> {
	const server = await startReplay(report, provider.check.kept.paths);
	try {
		const credential = replayCredential(provider, server.url);
		const conduct = new Conduct({ provider, engine, credential, given: report.given });
		await conduct.read();
		return findingsOf(provider, conduct.seen, false);
	} finally {
		await server.stop();
	}
}

/** The positions of a report that the sandbox's switches take. */
export function playablePositions({ contract }: Provider, report: Report): Record<string, unknown> {
	const found = Object.entries(positionsFound(report));
	return Object.fromEntries(
		found.filter(([name, position]) => contract.switches[name]?.schema.safeParse(position).success),
	);
}

interface ReplaySurroundings {
	say: (line?: string) => void;
	startCheckEngine: () => Promise<Engine>;
}

/** Plays a report, and shows how the sandbox plays its provider. @returns the exit code */
export async function replay(
	provider: Provider,
	report: Report,
	{ say, startCheckEngine }: ReplaySurroundings,
): Promise<number> {
	const engine = await startCheckEngine();
	try {
		const findings = await replayReport(provider, report, engine);
		const differences = differencesBetween(report, findings);
		say(`${provider.title} of ${report.date}: ${report.exchanges.length} answers were played.`);
		for (const each of differences) {
			say(
				`✗ ${each.name}: ${JSON.stringify(each.report)} in the report, ${JSON.stringify(each.replay)} when it is played`,
			);
		}
		const sandbox = await startSandbox();
		try {
			const positions = playablePositions(provider, report);
			Object.assign(sandbox[provider.name].switches, positions);
			say(
				'The sandbox plays it with these switches (PATCH them at its control API, or assign them in a test):',
			);
			say(`  PATCH /${provider.name}/switches ${JSON.stringify(positions)}`);
		} finally {
			await sandbox.stop();
		}
		return differences.length > 0 ? 1 : 0;
	} finally {
		await engine.stop();
	}
}
