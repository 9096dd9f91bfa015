import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox';
import { startEngine, type Engine, type WorkflowJson } from '../engine/engine';
import { PROVIDERS, type Provider } from '../providers';
import { stampeeProvider } from '../providers/stampee';
import { median, type Benchmark, type Goal, type Row } from './benchmark';
import { HTTP_REQUEST, httpRequest } from './httpRequest';
import type { Watched } from './measured';
import { openN8n } from './n8n';

const COUNTS = [10, 1000, 10_000];
const ROUNDS = 3;

/** In milliseconds: enough time for everything, however many things have to be requested individually. */
const UNHURRIED = 600_000;

/** In milliseconds: enough to read the list, and to request a few things. */
const HURRIED = 50;

const shareThatChanges = (count: number) => Math.max(1, count / 100);

/** All watched events, with their provider and title. */
const watched = PROVIDERS.flatMap((provider) =>
	provider.measured.watched.map((watched) => ({
		provider,
		watched,
		title: `${provider.title}: ${watched.event}`,
	})),
);

type WatchedAt = (typeof watched)[number];

interface Poll {
	milliseconds: number;
	requests: number;
	events: number;
}

/** An active trigger, with its own provider. */
class Watch {
	private state: IDataObject = {};
	private ids: string[] = [];

	constructor(
		private readonly engine: Engine,
		private readonly sandbox: Sandbox,
		private readonly provider: Provider,
		private readonly watched: Watched,
	) {}

	async fill(count: number): Promise<void> {
		const { fill, settle = {} } = this.watched;
		const learn = async () => await this.learn(HURRIED);
		await fill(this.sandbox, count, shareThatChanges(count), learn);
		this.ids = this.sandbox.journal.accepted(this.provider.name).map(({ id }) => id);
		this.sandbox.clock.advance(settle);
	}

	/** Polls; if more is new than a list shows, one poll fails to report this. */
	async learn(budgetMs = UNHURRIED): Promise<void> {
		await this.poll(budgetMs).catch(async () => await this.poll(budgetMs));
	}

	async poll(budgetMs = UNHURRIED): Promise<Poll> {
		const { name, credential, account, measured, trigger } = this.provider;
		const parameters = this.watched.parameters(this.ids);
		const workflow: WorkflowJson = { nodes: [{ ...trigger.node, parameters }] };
		this.sandbox.journal.clear();
		const since = performance.now();
		const { items, error } = await this.engine.poll(workflow, {
			credentials: { [credential]: (measured.account ?? account)(this.sandbox) },
			staticData: this.state,
			budgetMs,
		});
		const milliseconds = performance.now() - since;
		if (error) throw error;
		return {
			milliseconds,
			requests: this.sandbox.journal.requests(name).length,
			events: items?.length ?? 0,
		};
	}

	/** Polls several times from the same state, and keeps the last resulting state. */
	async pollAgain(): Promise<Poll[]> {
		const before = structuredClone(this.state);
		const polls: Poll[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			this.state = structuredClone(before);
			polls.push(await this.poll());
		}
		return polls;
	}

	change(count: number): void {
		this.sandbox.clock.advance(this.watched.change);
		this.watched.arrive?.(this.sandbox, shareThatChanges(count));
	}

	/** The size in bytes of the state as saved by n8n. */
	get stateSize(): number {
		return Buffer.byteLength(JSON.stringify(this.state));
	}
}

const figuresOf = (polls: Poll[]) => ({
	requests: median(polls.map(({ requests }) => requests)),
	events: median(polls.map(({ events }) => events)),
	'time in ms': median(polls.map(({ milliseconds }) => milliseconds)),
});

/** A poll with an unexpected number of events is not a valid measurement. */
function assertEvents({ title }: WatchedAt, polls: Poll[], expected: number): void {
	const wrong = polls.find(({ events }) => events !== expected);
	if (wrong) throw new Error(`${title}: ${wrong.events} events instead of ${expected}`);
}

async function measure(engine: Engine, one: WatchedAt, count: number): Promise<Row[]> {
	const sandbox = await startSandbox();
	try {
		for (const { sandboxSettings } of PROVIDERS) sandboxSettings.liftLimits?.(sandbox);
		const watch = new Watch(engine, sandbox, one.provider, one.watched);
		await watch.fill(count);
		// The first poll records the current state, the second covers what the first had no time for.
		await watch.learn();
		await watch.learn();
		const unchanged = await watch.pollAgain();
		const { stateSize } = watch;
		watch.change(count);
		const changed = await watch.pollAgain();
		assertEvents(one, unchanged, 0);
		assertEvents(one, changed, shareThatChanges(count));
		const task = `${one.title}, ${count} open`;
		return [
			{
				task,
				contestant: 'nothing changed',
				figures: {
					...figuresOf(unchanged),
					'state in bytes each': stateSize / count,
				},
			},
			{ task, contestant: '1 % changed', figures: figuresOf(changed) },
		];
	} finally {
		await sandbox.stop();
	}
}

/** What a Stampee user does without a trigger: request each message, and compare. */
async function measureAlternative(counts: number[]): Promise<Row[]> {
	const sandbox = await startSandbox();
	const n8n = await openN8n();
	try {
		const { token, url } = sandbox.stampee;
		const sends = stampeeProvider.measured.watched.find(({ hasList }) => !hasList)!;
		await sends.fill(sandbox, 1, 1, async () => undefined);
		const [{ id }] = sandbox.journal.accepted('stampee');
		const node = httpRequest({
			url: '={{ $json.url }}',
			method: 'GET',
			credentials: await n8n.keep('httpHeaderAuth', { name: 'X-API-TOKEN', value: token }),
		});
		const ask = async (count: number) => {
			const input: INodeExecutionData[] = Array.from({ length: count }, () => ({
				json: { url: `${url}/messages/${id}` },
			}));
			sandbox.journal.clear();
			const { milliseconds } = await n8n.run(input, node);
			return {
				requests: sandbox.journal.requests('stampee').length,
				'time in ms': milliseconds,
			};
		};
		await ask(1);
		const rows: Row[] = [];
		for (const count of counts) {
			const figures = await ask(count);
			rows.push({
				task: `${HTTP_REQUEST} for each, ${count} open`,
				contestant: 'whatever changed',
				figures,
			});
		}
		return rows;
	} finally {
		await n8n.close();
		await sandbox.stop();
	}
}

const goalsOf = (rows: Row[]): Goal[] =>
	watched.flatMap(({ title, watched: { hasList } }): Goal[] => {
		const goal = (count: number, figure: string, limit: number): Goal => ({
			what: `${title}, ${count} open, nothing changed: ${figure}`,
			reached: rows.find(
				({ task, contestant }) =>
					task === `${title}, ${count} open` && contestant === 'nothing changed',
			)!.figures[figure],
			limit,
			is: 'at most',
		});
		return [
			...(hasList ? [goal(10, 'requests', 1), goal(1000, 'requests', 1)] : []),
			goal(1000, 'state in bytes each', 200),
		];
	});

export const polls: Benchmark = {
	name: 'polls',
	title: 'Polls of the triggers',
	async run(say) {
		const engine = await startEngine();
		const rows: Row[] = [];
		try {
			for (const one of watched) {
				for (const count of COUNTS.filter((each) => each <= (one.watched.most ?? Infinity))) {
					say(`${one.title}, ${count} open`);
					rows.push(...(await measure(engine, one, count)));
				}
			}
		} finally {
			await engine.stop();
		}
		say(HTTP_REQUEST);
		rows.push(...(await measureAlternative(COUNTS)));
		return {
			rows,
			goals: goalsOf(rows),
			notes: [
				'What a trigger watches takes 1,000,000 bytes at most; what does not fit fails one poll.',
				'The provider answers in the same process, so its work is part of the time.',
				...watched.flatMap(({ watched: { note } }) => note ?? []),
			],
		};
	},
};
