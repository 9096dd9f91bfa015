import {
	NodeConnectionTypes,
	type IExecuteSingleFunctions,
	type IHttpRequestOptions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { idempotencyKey } from '../../../../nodes/shared/deduplication/idempotencyKey';
import { chain, start } from '../../../../tools/engine/chain';
import type { INodeJson, RetriedExecution, RunResult } from '../../../../tools/engine/engine';
import { setStage } from '../../../../tools/engine/stage';

/** In milliseconds. */
const KEY_LIFE = 14 * 24 * 60 * 60 * 1000;

/** The keys of the items, in the order in which n8n prepares them. */
let keys: string[] = [];
/** Whether each try fails after the key was recorded. */
let isBroken = false;

async function noteKey(
	this: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	keys.push(idempotencyKey(this, this.getNodeParameter('mail'), KEY_LIFE));
	if (isBroken) throw new Error('Broken');
	return request;
}

/** A node that records the key of each item instead of sending it. */
class Keyed implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Keyed',
		name: 'keyed',
		group: ['output'],
		version: 1,
		description: 'Notes keys',
		defaults: { name: 'Keyed' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [
			{
				displayName: 'Mail',
				name: 'mail',
				type: 'string',
				default: '',
				routing: {
					request: { method: 'POST', url: '/' },
					send: { preSend: [noteKey], paginate: true },
					operations: { pagination: async (): Promise<INodeExecutionData[]> => [] },
				},
			},
		],
	};
}

const stage = setStage({ extraNodes: { 'test.keyed': new Keyed() } });
beforeEach(() => {
	keys = [];
	isBroken = false;
});

const keyed: INodeJson = {
	name: 'Keyed',
	type: 'test.keyed',
	typeVersion: 1,
	parameters: { mail: '={{ $json.mail }}' },
};

interface Circumstances {
	node?: Partial<INodeJson>;
	retryOf?: RetriedExecution;
	workflowId?: string;
}

let latest: RunResult;

/** Runs the node with mails. @returns the keys of the tries, in the order of the items */
async function keysOf(mails: string[], circumstances: Circumstances = {}): Promise<string[]> {
	const { node, retryOf, workflowId } = circumstances;
	keys = [];
	latest = await stage.engine.run(
		{ ...chain(start, { ...keyed, ...node }), id: workflowId ?? 'mailing' },
		{ input: mails.map((mail) => ({ json: { mail } })), retryOf },
	);
	return keys;
}

const failing = async (mails: string[], circumstances: Circumstances = {}) => {
	isBroken = true;
	const found = await keysOf(mails, circumstances);
	isBroken = false;
	return found;
};

describe('the key of a send is the same', () => {
	it('on every try of Retry On Fail', async () => {
		const tries = await failing(['a'], {
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		expect(tries).toHaveLength(3);
		expect(new Set(tries).size).toBe(1);
	});

	it('in the retry of an execution that failed, and in the retry of that retry', async () => {
		const [first] = await failing(['a']);
		const [second] = await failing(['a'], { retryOf: latest.execution });
		const [third] = await keysOf(['a'], { retryOf: latest.execution });
		expect([second, third]).toEqual([first, first]);
		expect(latest.status).toBe('success');
	});

	it('in the retry of an execution of which a crash left nothing but its beginning', async () => {
		const [first] = await keysOf(['a']);
		const [again] = await keysOf(['a'], { retryOf: { id: latest.execution.id } });
		expect(again).toBe(first);
	});

	it('when fewer items come back after a crash, in another order', async () => {
		const [a, b, c] = await keysOf(['a', 'b', 'c']);
		const again = await keysOf(['c', 'b'], { retryOf: { id: latest.execution.id } });
		expect(again).toEqual([c, b]);
		expect(a).not.toBe(b);
	});
});

describe('the key of a send is another', () => {
	it('for other content, in whatever execution', async () => {
		const [first] = await keysOf(['a']);
		const [again] = await keysOf(['a, at ten past ten'], {
			retryOf: { id: latest.execution.id },
		});
		expect(again).not.toBe(first);
	});

	it('for each of several equal mails in one run, and for as many as there are on a retry', async () => {
		const first = await keysOf(['a', 'a', 'b', 'a']);
		expect(new Set(first).size).toBe(4);
		const again = await keysOf(['b', 'a', 'a', 'a'], { retryOf: { id: latest.execution.id } });
		expect(new Set(again)).toEqual(new Set(first));
	});

	it('in another execution', async () => {
		const [first] = await keysOf(['a']);
		const [second] = await keysOf(['a']);
		expect(second).not.toBe(first);
	});

	it('in another node, and in another workflow', async () => {
		const [first] = await keysOf(['a']);
		const retryOf = { id: latest.execution.id };
		const [inOtherNode] = await keysOf(['a'], { node: { id: 'another' }, retryOf });
		const [inOtherWorkflow] = await keysOf(['a'], { workflowId: 'another', retryOf });
		expect(new Set([first, inOtherNode, inOtherWorkflow]).size).toBe(3);
	});

	it('in another run of the node in a loop', async () => {
		const workflow = chain(start, keyed);
		// Two branches into one input: the node runs once for each.
		const connections = {
			Start: {
				main: [
					[
						{ node: 'Left', type: 'main', index: 0 },
						{ node: 'Right', type: 'main', index: 0 },
					],
				],
			},
			Left: { main: [[{ node: 'Keyed', type: 'main', index: 0 }]] },
			Right: { main: [[{ node: 'Keyed', type: 'main', index: 0 }]] },
		};
		const noOp = { type: 'n8n-nodes-base.noOp', typeVersion: 1 };
		const nodes = [...workflow.nodes, { ...noOp, name: 'Left' }, { ...noOp, name: 'Right' }];
		await stage.engine.run({ nodes, connections }, { input: [{ json: { mail: 'a' } }] });
		expect(keys).toHaveLength(2);
		expect(keys[0]).not.toBe(keys[1]);
	});
});
