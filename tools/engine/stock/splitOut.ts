import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

/** n8n's Split Out, for one top-level field: an item for each element of its list. */
export const splitOut: INodeType = {
	description: {
		displayName: 'Split Out',
		name: 'splitOut',
		group: ['transform'],
		version: 1,
		description: 'Turn a list inside item(s) into separate items',
		defaults: { name: 'Split Out' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [
			{
				displayName: 'Fields To Split Out',
				name: 'fieldToSplitOut',
				type: 'string',
				default: '',
				required: true,
			},
			{
				displayName: 'Include',
				name: 'include',
				type: 'options',
				options: [
					{ name: 'No Other Fields', value: 'noOtherFields' },
					{ name: 'All Other Fields', value: 'allOtherFields' },
				],
				default: 'noOtherFields',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				default: {},
				options: [],
			},
		],
	},
	execute(this: IExecuteFunctions) {
		const items = this.getInputData().flatMap((item, itemIndex): INodeExecutionData[] => {
			const field = this.getNodeParameter('fieldToSplitOut', itemIndex) as string;
			const includesOthers = this.getNodeParameter('include', itemIndex) === 'allOtherFields';
			if (/[.,[]/.test(field)) {
				throw new NodeOperationError(this.getNode(), `The stock Split Out can't split '${field}'`);
			}
			const { [field]: list, ...others } = item.json;
			return [list ?? []].flat().map((element) => {
				const isSpread = typeof element === 'object' && element !== null && !includesOthers;
				return {
					json: isSpread
						? { ...(element as IDataObject) }
						: { ...(includesOthers && others), [field]: element },
					pairedItem: { item: itemIndex },
				};
			});
		});
		return Promise.resolve([items]);
	},
};
