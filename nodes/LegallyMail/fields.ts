import type { INodeProperties } from 'n8n-workflow';

import type { Show } from '../shared/descriptions';

/** Where an operation puts the file that it gets. */
export const binaryField = (show: Show): INodeProperties => ({
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The name of the output binary field to put the file in',
	displayOptions: { show },
});
