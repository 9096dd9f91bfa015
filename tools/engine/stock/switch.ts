import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

interface Options {
	fallbackOutput?: 'none' | 'extra' | number;
	allMatchingOutputs?: boolean;
}

/** One output for each rule, plus the fallback output if it is set to `extra`. */
const outputs = `={{ $parameter.rules.values
	.concat($parameter.options.fallbackOutput === 'extra' ? [{}] : [])
	.map(() => ({ type: '${NodeConnectionTypes.Main}' })) }}` as const;

/** n8n's Switch in rules mode. The engine evaluates the conditions. */
export const switchNode: INodeType = {
	description: {
		displayName: 'Switch',
		name: 'switch',
		group: ['transform'],
		version: [3, 3.1, 3.2, 3.3, 3.4],
		description: 'Route items depending on defined expression or rules',
		defaults: { name: 'Switch' },
		inputs: [NodeConnectionTypes.Main],
		outputs,
		properties: [
			{
				displayName: 'Mode',
				name: 'mode',
				type: 'options',
				options: [{ name: 'Rules', value: 'rules' }],
				default: 'rules',
			},
			{
				displayName: 'Routing Rules',
				name: 'rules',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				default: { values: [] },
				options: [
					{
						displayName: 'Values',
						name: 'values',
						values: [
							{ displayName: 'Conditions', name: 'conditions', type: 'filter', default: {} },
							{
								displayName: 'Rename Output',
								name: 'renameOutput',
								type: 'boolean',
								default: false,
							},
							{ displayName: 'Output Name', name: 'outputKey', type: 'string', default: '' },
						],
					},
				],
			},
			// The editor has already written this setting and Ignore Case into the rules' options.
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
					{
						displayName: 'Fallback Output',
						name: 'fallbackOutput',
						type: 'string',
						default: 'none',
					},
					{
						displayName: 'Send data to all matching outputs',
						name: 'allMatchingOutputs',
						type: 'boolean',
						default: false,
					},
				],
			},
		],
	},
	execute(this: IExecuteFunctions) {
		const rules = this.getNodeParameter('rules.values', 0, []) as unknown[];
		const options = this.getNodeParameter('options', 0, {}) as Options;
		const { fallbackOutput = 'none', allMatchingOutputs = false } = options;
		const branches: INodeExecutionData[][] = rules.map(() => []);
		if (fallbackOutput === 'extra') branches.push([]);

		const matches = (rule: number, itemIndex: number) =>
			this.getNodeParameter(`rules.values[${rule}].conditions`, itemIndex, false, {
				extractValue: true,
			}) as unknown as boolean;

		this.getInputData().forEach((item, itemIndex) => {
			const routed = { ...item, pairedItem: { item: itemIndex } };
			const matching = rules.map((_, rule) => rule).filter((rule) => matches(rule, itemIndex));
			const chosen = allMatchingOutputs ? matching : matching.slice(0, 1);
			if (chosen.length === 0 && fallbackOutput === 'extra') chosen.push(rules.length);
			if (chosen.length === 0 && typeof fallbackOutput === 'number') chosen.push(fallbackOutput);
			for (const output of chosen) branches[output].push(routed);
		});
		return Promise.resolve(branches);
	},
};
