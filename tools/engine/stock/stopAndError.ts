import type { INodeType } from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

/** n8n's Stop and Error, with a message: the execution fails, and n8n starts the error workflow. */
export const stopAndError: INodeType = {
	description: {
		displayName: 'Stop and Error',
		name: 'stopAndError',
		group: ['input'],
		version: 1,
		description: 'Throw an error in the workflow',
		defaults: { name: 'Stop and Error' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [],
		properties: [
			{
				displayName: 'Error Type',
				name: 'errorType',
				type: 'options',
				options: [{ name: 'Error Message', value: 'errorMessage' }],
				default: 'errorMessage',
			},
			{ displayName: 'Error Message', name: 'errorMessage', type: 'string', default: '' },
		],
	},
	execute() {
		// As in n8n, only the first item's message is used.
		throw new NodeOperationError(
			this.getNode(),
			this.getNodeParameter('errorMessage', 0) as string,
		);
	},
};
