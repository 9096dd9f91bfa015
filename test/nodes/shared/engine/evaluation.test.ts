import { NodeConnectionTypes, type IExecuteFunctions, type INodeType } from 'n8n-workflow';

import { chain, start } from '../../../../tools/engine/chain';
import { setStage } from '../../../../tools/engine/stage';
import {
	addressees,
	letterToEachItem,
	operate,
	stampee,
	stampeeAccount,
} from '../../../../tools/providers/stampee/node';

/** Does the same as n8n's workflow evaluation: each request is answered by a mock, and none leaves. */
const evaluating: INodeType = {
	description: {
		displayName: 'Evaluating',
		name: 'evaluating',
		group: ['transform'],
		version: 1,
		description: 'Answers all requests of the execution',
		defaults: { name: 'Evaluating' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute(this: IExecuteFunctions) {
		const { additionalData } = this as unknown as { additionalData: Record<string, unknown> };
		additionalData.evalLlmMockHandler = async () => ({
			statusCode: 201,
			headers: {},
			body: { id: 'mock', messages: [] },
		});
		return [this.getInputData()];
	},
};

const stage = setStage({ extraNodes: { 'test.evaluating': evaluating } });
const send = () => operate(stage, ['message', 'send'], letterToEachItem, { input: addressees(1) });

it('an evaluation of a workflow, whose requests n8n answers itself, keeps no later send back', async () => {
	expect((await send()).status).toBe('success');
	const evaluated = await stage.engine.run(
		chain(
			start,
			{ name: 'Evaluating', type: 'test.evaluating', typeVersion: 1, parameters: {} },
			stampee(['message', 'send'], letterToEachItem),
		),
		{ input: addressees(1), credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) } },
	);
	expect(stage.sandbox.journal.accepted()).toHaveLength(1);
	expect(evaluated.status).toBe('success');
	const after = await send();
	expect(after.error?.message).toBeUndefined();
	expect(after.status).toBe('success');
});
