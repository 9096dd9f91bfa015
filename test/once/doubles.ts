import type { INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeJson } from '../../tools/engine/engine';

const node = (name: string, outputs: number, execute: INodeType['execute']): INodeType => ({
	description: {
		displayName: name,
		name,
		group: ['transform'],
		version: 1,
		description: 'Stands for a node of a workflow',
		defaults: { name },
		inputs: [NodeConnectionTypes.Main],
		outputs: Array.from({ length: outputs }, () => NodeConnectionTypes.Main),
		properties: [],
	},
	execute,
});

/** Whether the node before the send fails. */
export const before = { fails: false };

/** The test nodes by type. */
export const DOUBLES: Record<string, INodeType> = {
	/** Passes its items on, or fails. */
	'test.before': node('before', 1, function () {
		if (before.fails) throw new Error('Not now');
		return Promise.resolve([this.getInputData()]);
	}),
	/** Puts the first item into its first output, and the second into its second. */
	'test.deal': node('deal', 2, function () {
		return Promise.resolve([0, 1].map((item) => this.getInputData().slice(item, item + 1)));
	}),
};

export const nodeBefore: INodeJson = { name: 'Before', type: 'test.before', typeVersion: 1 };
export const deal: INodeJson = { name: 'Deal', type: 'test.deal', typeVersion: 1 };
