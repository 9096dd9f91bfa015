import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { startSandbox, type Sandbox } from '../../sandbox';
import type { Push } from '../../sandbox/webhook';
import { keepCredentials } from '../../tools/n8n/furnish';
import type { Member } from '../../tools/n8n/queue/member';
import { startQueueMode, type QueueMode } from '../../tools/n8n/queue/queueMode';
import { step } from '../../tools/setup/progress.cjs';
import { chain } from '../../tools/engine/chain';
import type { INodeJson } from '../../tools/engine/workflowJson';
import { PROVIDERS, type Provider, type ProviderName } from '../../tools/providers';
import { liftPerAddress } from '../../tools/providers/sandboxSettings';
import { credentialsOf } from '../../tools/providers/credential';
import { until } from '../support/until';
import { deduplication } from './deduplication';
import { Figures } from './figures';
import { eachLetter } from './keyed';
import { openLedger, type Ledger } from './ledger';
import { changeEverywhere, switchOn } from './triggers';
import { byWebhook, isUnderWay, Workflows, type Execution } from './workflows';

const figures = new Figures();
let sandbox: Sandbox;
let ledger: Ledger;
/** For pushed events: the polling triggers report some of them as well. */
let pushed: Ledger;
let n8n: QueueMode;
let workflows: Workflows;

beforeAll(async () => {
	sandbox = await startSandbox();
	// Ten requests a minute would make this take an hour.
	liftPerAddress(PROVIDERS, sandbox);
	[ledger, pushed] = [await openLedger(), await openLedger()];
	n8n = await step('Start n8n in queue mode, with the package', async () => startQueueMode(), {
		isLong: true,
	});
	workflows = new Workflows(n8n, await keepCredentials(n8n.rest, sandbox));
	const told = (node: INodeJson) => ({ name: node.name, flow: chain(node, ledger.scribe) });
	await step('Switch the triggers on', async () => {
		await switchOn(workflows, ledger, told, letThingsChange);
	});
});

afterAll(async () => {
	await n8n?.stop();
	await Promise.all([ledger?.stop(), pushed?.stop(), sandbox?.stop()]);
	figures.print();
});

let changes = 0;

/** Lets something change at every provider. @returns the names of the changes */
const letThingsChange = async () =>
	await changeEverywhere(sandbox, () => `change-${String(++changes).padStart(4, '0')}`);

const areTold = async (names: string[], patience?: number) =>
	await until(() => names.every((name) => ledger.tellsOf(name)), patience);

/** How many letters go out, by provider. */
type Plan = Partial<Record<ProviderName, number>>;

const LETTERS_PER_EXECUTION = 10;

/** Whether a provider accepts many requests at once. */
const isFast = ({ mailing }: Provider) => mailing.capped !== undefined;

/** The same number of letters to each of these providers. */
const planFor = (providers: Provider[], letters: number): Plan =>
	Object.fromEntries(providers.map(({ name }) => [name, letters]));

/** Distributes letters among all providers: one execution's worth to each slow one, the rest to the fast ones. */
function planForAll(letters: number): Plan {
	const fast = PROVIDERS.filter(isFast);
	const slow = PROVIDERS.filter((provider) => !isFast(provider));
	const rest = letters / LETTERS_PER_EXECUTION - slow.length;
	const share = Math.floor(rest / fast.length);
	return {
		...planFor(fast, share * LETTERS_PER_EXECUTION),
		[fast[0].name]: (rest - share * (fast.length - 1)) * LETTERS_PER_EXECUTION,
		...planFor(slow, LETTERS_PER_EXECUTION),
	};
}

/** The letters to be sent, and the workflows that send them. */
interface Posted {
	letters: string[];
	/** Ids of the workflows. */
	senders: string[];
}

/** How many events each provider pushes, and the size of the first of them, in bytes. */
const PUSHES = 10;
const LARGE = 5_000_000;

/** Sends letters with a workflow for each provider, ten in each of its executions. */
async function post(occasion: string, plan: Plan): Promise<Posted> {
	const posted: Posted = { letters: [], senders: [] };
	const calls: Array<{ path: string; letters: object[] }> = [];
	for (const { name: provider, mailing } of PROVIDERS) {
		const { node, input } = mailing;
		const count = plan[provider];
		if (count === undefined) continue;
		const path = `${occasion}-${provider}`;
		const flow = chain(byWebhook(path), eachLetter, node);
		posted.senders.push(await workflows.activate(path, flow));
		const names = Array.from(
			{ length: count },
			(_, index) => `${path}-${String(index).padStart(4, '0')}`,
		);
		posted.letters.push(...names);
		for (let at = 0; at < names.length; at += LETTERS_PER_EXECUTION) {
			const some = names.slice(at, at + LETTERS_PER_EXECUTION);
			calls.push({ path, letters: some.map((name) => input(sandbox, name)) });
		}
	}
	await Promise.all(
		calls.map(async ({ path, letters }) => await workflows.call(path, { letters })),
	);
	return posted;
}

const executionsOf = async (ids: string[]): Promise<Execution[]> =>
	(await Promise.all(ids.map(async (id) => await workflows.executions(id)))).flat();

/** The executions, once all have finished. */
async function finished(ids: string[], count: number): Promise<Execution[]> {
	let executions: Execution[] = [];
	const isFinished = async () => {
		executions = await executionsOf(ids);
		return executions.length >= count && !executions.some(isUnderWay);
	};
	expect(await until(isFinished)).toBe(true);
	return executions;
}

/** How often the providers accepted each letter. */
function acceptances({ letters }: Posted): number[] {
	const recipients = sandbox.journal.accepted().map(({ recipient }) => recipient);
	return letters.map((name) => recipients.filter((each) => each.includes(`+${name}@`)).length);
}

const duplicatesIn = (counts: number[]) =>
	counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0);

/** The executions that a worker has begun. */
const begunBy = (worker: Member): string[] =>
	[...worker.log().matchAll(/Worker started execution (\d+)/g)].map(([, id]) => id);

const KILLS = 10;

/**
 * How much later after the answer to a poll each kill comes, in milliseconds: together they cover the time in
 * which n8n saves the trigger's state and the execution.
 */
const STEP_BETWEEN_KILLS = 15;

/** Lets things change, and kills the main process during the poll that finds the changes. @returns the changes */
async function changeAndKill(kill: number): Promise<string[]> {
	// Half of the kills come during the polls with which it starts, the others during later polls.
	if (kill % 2 === 1) await n8n.main.untilReady();
	const { name: provider } = PROVIDERS[kill % PROVIDERS.length];
	const asked = () =>
		sandbox.journal.requests(provider).filter(({ status }) => status !== null).length;
	const names = await letThingsChange();
	const before = asked();
	expect(await until(() => asked() > before)).toBe(true);
	await pause(kill * STEP_BETWEEN_KILLS);
	await n8n.main.kill();
	await n8n.main.begin();
	return names;
}

describe('In queue mode', () => {
	it('500 letters arrive once each, and every trigger tells of each change once', async () => {
		const posted = await post('all', planForAll(500));
		const executions = await finished(
			posted.senders,
			posted.letters.length / LETTERS_PER_EXECUTION,
		);
		const counts = acceptances(posted);
		const shares = n8n.workers.map((worker) => {
			const begun = begunBy(worker);
			return executions.filter(({ id }) => begun.includes(id)).length;
		});
		const names = await letThingsChange();
		const areAllTold = await areTold(names);
		const repeated = [...ledger.counts().values()].filter((count) => count > 1).length;
		figures.add('500 letters over two workers', {
			sends: counts.length,
			accepted: counts.filter((count) => count > 0).length,
			duplicates: duplicatesIn(counts),
			executions: executions.length,
			'of the first worker': shares[0],
			'of the second worker': shares[1],
			changes: names.length,
			emitted: names.filter((name) => ledger.tellsOf(name)).length,
			repeated,
		});

		expect(counts).toEqual(counts.map(() => 1));
		expect(executions.map(({ status }) => status)).toEqual(executions.map(() => 'success'));
		expect(Math.min(...shares)).toBeGreaterThan(0);
		expect(areAllTold).toBe(true);
		expect(repeated).toBe(0);
	});

	it('an event that is pushed starts its workflow once, and a forged one never', async () => {
		const taken: number[] = [];
		const refused: number[] = [];
		const ids: string[] = [];
		const names: string[] = [];
		for (const provider of PROVIDERS) {
			if (!provider.webhook) continue;
			const { node, pusher, forged, happening } = provider.webhook;
			const credentials = credentialsOf([provider], sandbox);
			const webhookId = randomUUID();
			const trigger = { ...node, webhookId };
			ids.push(
				await workflows.activate(`Pushed by ${provider.name}`, chain(trigger, pushed.scribe)),
			);
			const [webhook, secrets] = pusher(sandbox);
			webhook.endpoint = { url: `${n8n.url}/webhook/${webhookId}/webhook`, secrets };
			const push = async (event: Push) => (await webhook.push(event)).map(({ status }) => status!);

			const events: Push[] = [];
			for (let event = 0; event < PUSHES; event++) {
				const name = `pushed-${provider.name}-${event}`;
				names.push(name);
				events.push(await happening(credentials, name));
			}
			sandbox.clock.advance({ hours: 1 });
			events[0].bytes = LARGE;
			// n8n answers 404 for a moment after a workflow was activated.
			await until(async () => (await push(forged(events[0])))[0] !== 404);
			const arriving = events.map(async (event) => {
				refused.push(...(await push(forged(event))));
				taken.push(...(await push({ ...event, times: 2 })));
			});
			await Promise.all(arriving);
		}
		const areAllTold = await until(() => names.every((name) => pushed.tellsOf(name)));
		const executions = await finished(ids, names.length);
		const begun = n8n.workers.flatMap(begunBy);
		const counts = [...pushed.counts().values()];
		figures.add('Pushed events', {
			events: names.length,
			'requests of the providers': taken.length,
			'answered 200': taken.filter((status) => status === 200).length,
			'forged requests': refused.length,
			'answered 401': refused.filter((status) => status === 401).length,
			executions: executions.length,
			'of the workers': executions.filter(({ id }) => begun.includes(id)).length,
			repeated: counts.filter((count) => count > 1).length,
		});

		expect(areAllTold).toBe(true);
		expect(taken).toEqual(taken.map(() => 200));
		expect(refused).toEqual(refused.map(() => 401));
		expect(executions.map(({ status }) => status)).toEqual(names.map(() => 'success'));
		expect(executions.filter(({ id }) => !begun.includes(id))).toEqual([]);
		expect(counts).toEqual(names.map(() => 1));
	});

	it('a worker that is killed sends nothing twice, and hides nothing that it did not send', async () => {
		sandbox.journal.clear();
		sandbox.latency(500);
		const [, victim] = n8n.workers;
		const begunBefore = begunBy(victim).length;
		const isInTheMiddle = () =>
			begunBy(victim).length - begunBefore > 3 && sandbox.journal.accepted().length > 60;
		const posting = post('cut', planFor(PROVIDERS.filter(isFast), 100));
		expect(await until(isInTheMiddle)).toBe(true);
		await victim.kill();
		const posted = await posting;
		const names = await letThingsChange();
		sandbox.latency(0);
		const executions = await finished(
			posted.senders,
			posted.letters.length / LETTERS_PER_EXECUTION,
		);
		const counts = acceptances(posted);
		const unsent = posted.letters.filter((_name, index) => counts[index] === 0);
		const [succeeded, failed] = [true, false].map((success) =>
			executions.filter(({ status }) => (status === 'success') === success),
		);
		// n8n empties the records of what a killed worker was running, so the others are searched: what is in none
		// of them was in one that failed.
		const records = await Promise.all(succeeded.map(async (each) => await workflows.record(each)));
		const isHidden = (name: string) => records.some((record) => record.includes(name));
		const areAllTold = await areTold(names);
		await victim.start();
		figures.add('A worker killed in the middle', {
			sends: counts.length,
			accepted: counts.filter((count) => count > 0).length,
			duplicates: duplicatesIn(counts),
			notSent: unsent.length,
			'of these in a failed execution': unsent.filter((name) => !isHidden(name)).length,
			executions: executions.length,
			'failed executions': failed.length,
			changes: names.length,
			emitted: names.filter((name) => ledger.tellsOf(name)).length,
		});

		expect(duplicatesIn(counts)).toBe(0);
		expect(unsent.length).toBeGreaterThan(0);
		expect(executions).toHaveLength(posted.letters.length / LETTERS_PER_EXECUTION);
		expect(posted.letters.filter(isHidden)).toHaveLength(succeeded.length * LETTERS_PER_EXECUTION);
		expect(unsent.filter(isHidden)).toEqual([]);
		expect(areAllTold).toBe(true);
	});

	it('a main process that is killed ten times loses no change', async () => {
		const before = ledger.counts();
		const names: string[] = [];
		for (let kill = 0; kill < KILLS; kill++) {
			await step(`Kill the main process (${kill + 1} of ${KILLS})`, async () => {
				names.push(...(await changeAndKill(kill)));
			});
		}
		await n8n.main.untilReady();
		names.push(...(await letThingsChange()));
		const areAllTold = await areTold(names);
		const repeats = [...ledger.counts()]
			.filter(([event]) => !before.has(event))
			.map(([, count]) => count - 1);
		const untold = names.filter((name) => !ledger.tellsOf(name));
		figures.add('The main process killed ten times', {
			changes: names.length,
			emitted: names.length - untold.length,
			repeated: repeats.reduce((sum, count) => sum + count, 0),
			lost: untold.length,
		});

		expect(untold).toEqual([]);
		expect(areAllTold).toBe(true);
	});
});

describe('In queue mode, with Prevent Duplicates By', () => {
	deduplication(() => ({ sandbox, n8n, workflows, figures }));
});
