import { startSandbox, type Sandbox } from '../../sandbox';
import { keepCredentials } from '../../tools/n8n/furnish';
import { startQueueMode, type QueueMode } from '../../tools/n8n/queue/queueMode';
import { step } from '../../tools/setup/progress.cjs';
import { chain } from '../../tools/engine/chain';
import type { INodeJson } from '../../tools/engine/workflowJson';
import { PROVIDERS } from '../../tools/providers';
import { liftPerAddress } from '../../tools/providers/sandboxSettings';
import { until } from '../support/until';
import { Figures } from './figures';
import { openLedger, type Ledger } from './ledger';
import { changeEverywhere, switchOn } from './triggers';
import { Workflows } from './workflows';

/**
 * n8n's durable scheduler, which saves the state of a trigger together with the execution that it starts (2.41). Its
 * defaults are only longer: a minute until what a dead process had begun is free again.
 */
const DURABLE = {
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
	N8N_SCHEDULER_EXECUTOR_INTERVAL: '1',
	N8N_SCHEDULER_MATERIALIZATION_INTERVAL: '2',
	N8N_SCHEDULER_LEASE_DURATION: '20',
	N8N_SCHEDULER_REAPER_INTERVAL: '5',
};

const KILLS = 2;

const figures = new Figures();
let sandbox: Sandbox;
let ledger: Ledger;
let n8n: QueueMode;

beforeAll(async () => {
	sandbox = await startSandbox();
	liftPerAddress(PROVIDERS, sandbox);
	ledger = await openLedger();
	n8n = await step('Start n8n with durable cursors', async () => await startQueueMode(DURABLE), {
		isLong: true,
	});
	const workflows = new Workflows(n8n, await keepCredentials(n8n.rest, sandbox));
	const told = (node: INodeJson) => ({ name: node.name, flow: chain(node, ledger.scribe) });
	await step('Switch the triggers on', async () => {
		await switchOn(workflows, ledger, told, letThingsChange);
	});
});

afterAll(async () => {
	await n8n?.stop();
	await Promise.all([ledger?.stop(), sandbox?.stop()]);
	figures.print();
});

let changes = 0;

/** Lets something change at every provider. @returns the names of the changes */
const letThingsChange = async () =>
	await changeEverywhere(sandbox, () => `durable-${String(++changes).padStart(4, '0')}`);

const areTold = async (names: string[], patience?: number) =>
	await until(() => names.every((name) => ledger.tellsOf(name)), patience);

describe("With n8n's durable cursors", () => {
	it('each change is told once, and none is lost when the main process is killed', async () => {
		const before = ledger.counts();
		const quiet = await letThingsChange();
		expect(await areTold(quiet)).toBe(true);
		const repeatsOf = () =>
			[...ledger.counts()]
				.filter(([event]) => !before.has(event))
				.reduce((sum, [, count]) => sum + count - 1, 0);
		const repeatedInQuiet = repeatsOf();
		const names: string[] = [];
		for (let kill = 1; kill <= KILLS; kill++) {
			await step(`Kill the main process (${kill} of ${KILLS})`, async () => {
				names.push(...(await letThingsChange()));
				await n8n.main.kill();
				await n8n.main.start();
			});
		}
		const areAllTold = await areTold(names);
		figures.add('Durable cursors, the main process killed twice', {
			changes: names.length,
			emitted: names.filter((name) => ledger.tellsOf(name)).length,
			'repeated before': repeatedInQuiet,
			repeated: repeatsOf(),
		});

		expect(repeatedInQuiet).toBe(0);
		expect(names.filter((name) => !ledger.tellsOf(name))).toEqual([]);
		expect(areAllTold).toBe(true);
	});
});
