import { startSandbox, type Sandbox } from '../../sandbox';
import { keepCredentials } from '../../server/furnish';
import { startQueueMode, type QueueMode } from '../../server/queue/queueMode';
import { chain } from '../support/chain';
import type { INodeJson } from '../support/workflowJson';
import { Figures } from './figures';
import { openLedger, type Ledger } from './ledger';
import { mailings } from './sends';
import { watches } from './triggers';
import { until } from './until';
import { Workflows, type Execution } from './workflows';

const figures = new Figures();
let sandbox: Sandbox;
let ledger: Ledger;
let n8n: QueueMode;
let workflows: Workflows;
/** Ids of the workflows that the triggers start. */
const watching: string[] = [];

beforeAll(async () => {
	sandbox = await startSandbox();
	// Ten requests a minute would make this take an hour.
	Object.assign(sandbox.legallyMail.switches, { rateLimit: null, planLimit: 100_000 });
	ledger = await openLedger();
	n8n = await startQueueMode();
	workflows = new Workflows(n8n.rest, await keepCredentials(n8n.rest, sandbox));
	for (const { node } of watches) {
		watching.push(await workflows.activate(node.name, chain(node, ledger.scribe)));
	}
});

afterAll(async () => {
	if (process.env.QLOG) require('fs').writeFileSync(process.env.QLOG, n8n.main.log()+'\n=====\n'+n8n.workers.map((w)=>w.log()).join('\n=====\n'));
	await n8n?.stop();
	await Promise.all([ledger?.stop(), sandbox?.stop()]);
	figures.print();
});

let changes = 0;

/** Lets something change at every provider. @returns the names of the changes */
async function letThingsChange(): Promise<string[]> {
	const names: string[] = [];
	for (const { change } of watches) {
		const name = `change-${String(++changes).padStart(4, '0')}`;
		await change(sandbox, name);
		names.push(name);
	}
	sandbox.clock.advance({ minutes: 6 });
	return names;
}

const areTold = async (names: string[]) =>
	await until(() => names.every((name) => ledger.tellsOf(name)));

/** How many letters go out, by provider. */
type Plan = Record<string, number>;

const LETTERS_PER_EXECUTION = 10;

/** What was asked for, and of whom. */
interface Posted {
	letters: string[];
	/** Ids of the workflows. */
	senders: string[];
}

const byWebhook = (path: string): INodeJson => ({
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	webhookId: path,
	parameters: { httpMethod: 'POST', path },
});

const eachLetter: INodeJson = {
	name: 'Each Letter',
	type: 'n8n-nodes-base.splitOut',
	typeVersion: 1,
	parameters: { fieldToSplitOut: 'body.letters' },
};

/** n8n answers 404 for a moment after a workflow was activated. */
async function callWebhook(path: string, body: object): Promise<void> {
	const call = async () =>
		await fetch(`${n8n.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
	let status = 404;
	await until(async () => {
		({ status } = await call());
		return status !== 404;
	});
	expect(status).toBe(200);
}

/** Has letters sent by a workflow of each provider, ten in each of its executions. */
async function post(occasion: string, plan: Plan): Promise<Posted> {
	const posted: Posted = { letters: [], senders: [] };
	const calls: Array<{ path: string; letters: object[] }> = [];
	for (const { provider, node, letter } of mailings.filter(({ provider }) => plan[provider])) {
		const path = `${occasion}-${provider}`;
		const flow = chain(byWebhook(path), eachLetter, node);
		posted.senders.push(await workflows.activate(path, flow));
		const names = Array.from(
			{ length: plan[provider] },
			(_, index) => `${path}-${String(index).padStart(4, '0')}`,
		);
		posted.letters.push(...names);
		for (let at = 0; at < names.length; at += LETTERS_PER_EXECUTION) {
			const some = names.slice(at, at + LETTERS_PER_EXECUTION);
			calls.push({ path, letters: some.map((name) => letter(sandbox, name)) });
		}
	}
	await Promise.all(calls.map(async ({ path, letters }) => await callWebhook(path, { letters })));
	return posted;
}

const executionsOf = async (ids: string[]): Promise<Execution[]> =>
	(await Promise.all(ids.map(async (id) => await workflows.executions(id)))).flat();

const isUnderWay = ({ status }: Execution) => ['new', 'running', 'waiting'].includes(status);

/** The executions, once none is under way any more. */
async function finished(ids: string[], count: number): Promise<Execution[]> {
	let executions: Execution[] = [];
	const isFinished = async () => {
		executions = await executionsOf(ids);
		return executions.length >= count && !executions.some(isUnderWay);
	};
	expect(await until(isFinished)).toBe(true);
	return executions;
}

/** How often the providers took on each letter. */
function acceptances({ letters }: Posted): number[] {
	const recipients = sandbox.journal.accepted().map(({ recipient }) => recipient);
	return letters.map((name) => recipients.filter((each) => each.includes(`+${name}@`)).length);
}

const duplicatesIn = (counts: number[]) =>
	counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0);

const executedBy = (log: string) =>
	new Set([...log.matchAll(/Worker started execution (\d+)/g)].map(([, id]) => id));

describe('In queue mode', () => {
	it('500 letters arrive once each, and every trigger tells of each change once', async () => {
		const before = await letThingsChange();
		const posted = await post('all', {
			stampee: 180,
			postageApp: 150,
			stemp: 150,
			legallyMail: 10,
			'pec-massiva': 10,
		});
		const executions = await finished(
			posted.senders,
			posted.letters.length / LETTERS_PER_EXECUTION,
		);
		const counts = acceptances(posted);
		const shares = n8n.workers.map(
			({ log }) => executions.filter(({ id }) => executedBy(log()).has(id)).length,
		);
		const names = [...before, ...(await letThingsChange())];
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
});
