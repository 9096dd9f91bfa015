import type { INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import type { CourierOffice } from './courierOffice';
import { openCourierOffice } from './courierOffice';
import { status } from './courierServer';
import { courier } from './courierWorkflow';

const executeDatas: unknown[] = [];

/** A node for tests that records which execution data n8n gives it. */
const witness: INodeType = {
	description: {
		displayName: 'Witness',
		name: 'witness',
		group: ['transform'],
		version: 1,
		description: 'Sees how it is called',
		defaults: { name: 'Witness' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	execute() {
		executeDatas.push(this.getExecuteData());
		return Promise.resolve([this.getInputData()]);
	},
};

const letterTool = courier({
	parameters: { to: "={{ $fromAI('to', 'Who gets the letter', 'string') }}" },
});

describe('an AI agent', () => {
	let office: CourierOffice;
	const credentials = () => ({ courierApi: { baseUrl: office.server.url, token: 'secret' } });
	const recipients = () =>
		office.server.seen.map(({ body }) => (JSON.parse(body) as { to: string }).to);

	beforeAll(async () => {
		office = await openCourierOffice({ extraNodes: { 'test.witness': witness } });
	});
	afterEach(() => office.server.forget());
	afterAll(() => office.close());

	it.each([false, true])('calls the node with its arguments (together: %s)', async (together) => {
		office.server.answer('/letters', (response, { body }) =>
			response.setHeader('content-type', 'application/json').end(body),
		);
		const calls = await office.engine.callTool(
			{ nodes: [letterTool] },
			'Courier',
			[{ to: 'ada' }, { to: 'bob' }],
			{ credentials: credentials(), together },
		);
		expect(recipients().sort()).toEqual(['ada', 'bob']);
		expect(calls.map(({ items }) => items[0].to)).toEqual(['ada', 'bob']);
	});

	it('calls the node under the name of its tool variant, too', async () => {
		office.server.answer('/letters', { id: 'L1' });
		const tool = { ...letterTool, type: 'n8n-nodes-courier.courierTool' };
		const [call] = await office.engine.callTool({ nodes: [tool] }, 'Courier', [{ to: 'ada' }], {
			credentials: credentials(),
		});
		expect(call).toEqual({ items: [{ id: 'L1' }] });
	});

	it('gives all calls of one execution the same execution data, as n8n does', async () => {
		const tool = { name: 'Witness', type: 'test.witness', typeVersion: 1 };
		await office.engine.callTool({ nodes: [tool] }, 'Witness', [{}, {}]);
		expect(executeDatas).toHaveLength(2);
		expect(executeDatas[0]).toBe(executeDatas[1]);
	});

	it('learns the error of a call and may go on', async () => {
		office.server.answer('/letters', status(403), { id: 'L2' });
		const calls = await office.engine.callTool(
			{ nodes: [letterTool] },
			'Courier',
			[{ to: 'ada' }, { to: 'bob' }],
			{ credentials: credentials() },
		);
		expect(calls[0].items).toEqual([]);
		expect(calls[0].error?.message).toContain('Forbidden');
		expect(calls[1]).toEqual({ items: [{ id: 'L2' }] });
	});

	it('learns that its arguments do not fit', async () => {
		const [call] = await office.engine.callTool({ nodes: [letterTool] }, 'Courier', [{}], {
			credentials: credentials(),
		});
		expect(call.error?.message).toContain('schema');
		expect(office.server.seen).toEqual([]);
	});

	it('can’t call a node that is no tool', async () => {
		const trigger = {
			...courier(),
			type: 'n8n-nodes-courier.courierTrigger',
			parameters: {},
		};
		await expect(office.engine.callTool({ nodes: [trigger] }, 'Courier', [{}])).rejects.toThrow(
			'cannot be used as a tool',
		);
	});
});
