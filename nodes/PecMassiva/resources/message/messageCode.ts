import {
	updateDisplayOptions,
	type IExecuteSingleFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { ofKind } from '../../../shared/parameters/kind';
import { idIn } from '../../../shared/parameters/parameter';
import { pathSegment } from '../../../shared/parameters/pathSegment';

/** The send that an operation is about. */
export const codeFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['deleteReceipts', 'getStatus'] } },
	[
		ofKind('id', {
			displayName: 'Code',
			name: 'code',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 2020082610003492',
			hint: 'The code in the output of Send',
			description: 'What PEC Massiva gave when the message was sent (message_id)',
		}),
	],
);

/** The code of the item's send, and its path. */
export function sendOf(context: IExecuteSingleFunctions): { code: string; url: string } {
	const code = idIn(context, 'code');
	return { code, url: `/send/${pathSegment(context, code, 'Code')}` };
}
