import type { INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import type { CourierOffice } from './courierOffice';
import { openCourierOffice } from './courierOffice';
import { status } from './courierServer';
import { chain, start } from '../../tools/engine/chain';
import { courier } from './courierWorkflow';

/** A node for tests: outputs what n8n tells it about the execution. */
const mirror: INodeType = {
	description: {
		displayName: 'Mirror',
		name: 'mirror',
		group: ['transform'],
		version: 1,
		description: 'Shows what a node sees',
		defaults: { name: 'Mirror' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	execute() {
		const remembered = this.getWorkflowStaticData('global');
		remembered.runs = Number(remembered.runs ?? 0) + 1;
		const json = { mode: this.getMode(), executionId: this.getExecutionId() };
		return Promise.resolve([[{ json }]]);
	},
};

const mirrorNode = { name: 'Mirror', type: 'test.mirror', typeVersion: 1 };
const letters = (...names: string[]) => names.map((to) => ({ json: { to } }));

describe('a run', () => {
	let office: CourierOffice;
	const credentials = () => ({ courierApi: { baseUrl: office.server.url, token: 'secret' } });
	const recipients = () =>
		office.server.seen.map(({ body }) => (JSON.parse(body) as { to: string }).to);

	beforeAll(async () => {
		office = await openCourierOffice({ extraNodes: { 'test.mirror': mirror } });
	});
	afterEach(() => office.server.forget());
	afterAll(() => office.close());

	it('sends a request for each item that the start node emits', async () => {
		office.server.answer('/letters', { id: 'L1' });
		const result = await office.engine.run(chain(start, courier()), {
			input: letters('ada', 'bob'),
			credentials: credentials(),
		});
		expect(result.status).toBe('success');
		expect(result.error).toBeUndefined();
		expect(recipients().sort()).toEqual(['ada', 'bob']);
		expect(result.items('Courier').map(({ json }) => json)).toEqual([{ id: 'L1' }, { id: 'L1' }]);
		expect(result.runData.Courier).toHaveLength(1);
	});

	it('starts with one empty item unless told otherwise', async () => {
		const result = await office.engine.run(chain(start));
		expect(result.items('Start').map(({ json }) => json)).toEqual([{}]);
	});

	it('starts at the only node without inputs when there is no Manual Trigger', async () => {
		office.server.answer('/letters', { id: 'L1' });
		const result = await office.engine.run(chain(courier()), {
			input: letters('ada'),
			credentials: credentials(),
		});
		expect(result.status).toBe('success');
		expect(recipients()).toEqual(['ada']);
	});

	it('starts at the named node', async () => {
		const result = await office.engine.run(chain(start, mirrorNode), { startAt: 'Mirror' });
		expect(result.runData).not.toHaveProperty('Start');
		expect(result.items('Mirror')).toHaveLength(1);
	});

	it('asks where to start when several nodes could', async () => {
		const workflow = { nodes: [courier(), mirrorNode] };
		await expect(office.engine.run(workflow)).rejects.toThrow("'Courier', 'Mirror'");
	});

	it('refuses to look at the items of a node that the workflow does not have', async () => {
		const result = await office.engine.run(chain(start));
		expect(() => result.items('Strat')).toThrow("no node 'Strat'");
	});

	it('leaves the item links as n8n makes them', async () => {
		office.server.answer('/letters', [{ id: 'L1' }, { id: 'L2' }]);
		const one = await office.engine.run(chain(start, courier()), {
			input: letters('ada'),
			credentials: credentials(),
		});
		expect(one.items('Courier').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 0 },
		]);
		// Two items became four, and n8n doesn't guess the links.
		const two = await office.engine.run(chain(start, courier()), {
			input: letters('ada', 'bob'),
			credentials: credentials(),
		});
		expect(two.items('Courier').map(({ pairedItem }) => pairedItem)).toEqual(
			Array(4).fill(undefined),
		);
	});

	it('ends with the error, as n8n words it, of a failing request', async () => {
		office.server.answer('/letters', status(429));
		const result = await office.engine.run(chain(start, courier(), mirrorNode), {
			input: letters('ada'),
			credentials: credentials(),
		});
		expect(result.status).toBe('error');
		expect(result.error).toMatchObject({
			message: 'The service is receiving too many requests from you',
			httpCode: '429',
			node: { name: 'Courier' },
		});
		expect(result.items('Mirror')).toEqual([]);
	});

	it('ends with an error before any request when a required parameter is missing', async () => {
		const result = await office.engine.run(chain(start, courier({ parameters: { to: '' } })), {
			credentials: credentials(),
		});
		expect(result.status).toBe('error');
		expect(result.error?.message).toContain('issues');
		expect(office.server.seen).toEqual([]);
	});

	it('ends with an error when a credential is not stored', async () => {
		const result = await office.engine.run(chain(start, courier()), { input: letters('ada') });
		expect(result.error?.message).toContain('Credential with ID "1" does not exist');
	});

	it('tries again with Retry On Fail', async () => {
		office.server.answer('/letters', status(500), { id: 'L1' });
		const node = courier({ retryOnFail: true, maxTries: 2, waitBetweenTries: 1 });
		const result = await office.engine.run(chain(start, node), {
			input: letters('ada'),
			credentials: credentials(),
		});
		expect(result.status).toBe('success');
		expect(recipients()).toEqual(['ada', 'ada']);
	});

	it('goes on after a failing item with onError continueRegularOutput', async () => {
		office.server.answer('/letters', (response, { body }) =>
			body.includes('ada') ? response.writeHead(400).end() : response.end('sent'),
		);
		const node = courier({ onError: 'continueRegularOutput' });
		const result = await office.engine.run(chain(start, node), {
			input: letters('ada', 'bob'),
			credentials: credentials(),
		});
		expect(result.status).toBe('success');
		expect(result.items('Courier').map(({ json }) => Object.keys(json))[0]).toEqual(['error']);
		expect(result.items('Courier')).toHaveLength(2);
	});

	it('sends failing items to the error output with onError continueErrorOutput', async () => {
		office.server.answer('/letters', (response, { body }) =>
			body.includes('ada')
				? response.writeHead(400).end()
				: response.setHeader('content-type', 'application/json').end('{"id":"L1"}'),
		);
		const node = courier({ onError: 'continueErrorOutput' });
		const result = await office.engine.run(chain(start, node), {
			input: letters('ada', 'bob'),
			credentials: credentials(),
		});
		expect(result.items('Courier', 0).map(({ json }) => json)).toEqual([{ id: 'L1' }]);
		expect(result.items('Courier', 1)).toHaveLength(1);
		expect(result.items('Courier', 1)[0].json.error).toBeDefined();
	});

	it('takes only the first item with Execute Once', async () => {
		office.server.answer('/letters', { id: 'L1' });
		await office.engine.run(chain(start, courier({ executeOnce: true })), {
			input: letters('ada', 'bob'),
			credentials: credentials(),
		});
		expect(recipients()).toEqual(['ada']);
	});

	it('resolves as canceled, with what ran so far, when the user stops it', async () => {
		office.server.answer('/letters', () => {
			// Never answered: only the stop ends this request.
		});
		const arrived = office.server.arrival('/letters');
		const run = office.engine.run(chain(start, courier(), mirrorNode), {
			input: letters('ada'),
			credentials: credentials(),
		});
		await arrived;
		run.stop();
		const result = await run;
		expect(result.status).toBe('canceled');
		expect(result.items('Start')).toHaveLength(1);
		expect(result.runData).not.toHaveProperty('Mirror');
	});

	it('may be stopped after its end without effect', async () => {
		const run = office.engine.run(chain(start));
		await run;
		run.stop();
		expect((await run).status).toBe('success');
	});

	it('tells nodes the mode, an execution id of its own and the static data', async () => {
		const staticData = { global: { runs: 1 } };
		const workflow = chain(start, mirrorNode);
		const first = await office.engine.run(workflow, { mode: 'manual', staticData });
		const second = await office.engine.run(workflow, { staticData });
		expect(first.items('Mirror')[0].json.mode).toBe('manual');
		expect(second.items('Mirror')[0].json.mode).toBe('trigger');
		expect(first.items('Mirror')[0].json.executionId).not.toBe(
			second.items('Mirror')[0].json.executionId,
		);
		expect(staticData.global.runs).toBe(3);
	});

	it('begins with the given items at a trigger, also in manual mode', async () => {
		const result = await office.engine.run(chain(start), {
			input: letters('ada'),
			mode: 'manual',
		});
		expect(result.items('Start').map(({ json }) => json)).toEqual([{ to: 'ada' }]);
	});

	it('fetches a test event at a polling trigger in manual mode without items', async () => {
		office.server.answer('/arrived', [{ id: 7 }]);
		const trigger = {
			...courier(),
			name: 'Trigger',
			type: 'n8n-nodes-courier.courierTrigger',
		};
		const result = await office.engine.run(chain(trigger), {
			credentials: credentials(),
			mode: 'manual',
		});
		expect(result.items('Trigger').map(({ json }) => json)).toEqual([{ id: 7 }]);
	});

	it('knows no node types but those installed', async () => {
		const unknown = { name: 'Slack', type: 'n8n-nodes-base.slack', typeVersion: 2 };
		await expect(office.engine.run(chain(start, unknown))).rejects.toThrow(
			"No node type is called 'n8n-nodes-base.slack'",
		);
	});
});
