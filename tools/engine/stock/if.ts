import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/** n8n's If. The engine evaluates the conditions. */
export const ifNode: INodeType = {
	description: {
		displayName: 'If',
		name: 'if',
		group: ['transform'],
		version: [2, 2.1, 2.2, 2.3],
		description: 'Route items to different branches (true/false)',
		defaults: { name: 'If' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['true', 'false'],
		properties: [
			{ displayName: 'Conditions', name: 'conditions', type: 'filter', default: {} },
			// The editor has already written these two settings into the conditions' options.
			{
				displayName: 'Convert types where required',
				name: 'looseTypeValidation',
				type: 'boolean',
				default: true,
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				default: {},
				options: [
					{ displayName: 'Ignore Case', name: 'ignoreCase', type: 'boolean', default: true },
				],
			},
		],
	},
	execute(this: IExecuteFunctions) {
		const branches: INodeExecutionData[][] = [[], []];
		this.getInputData().forEach((item, itemIndex) => {
			const passes = this.getNodeParameter('conditions', itemIndex, false, { extractValue: true });
			branches[passes ? 0 : 1].push({ ...item, pairedItem: { item: itemIndex } });
		});
		return Promise.resolve(branches);
	},
};
