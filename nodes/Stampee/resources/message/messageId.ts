import {
	updateDisplayOptions,
	type IExecuteSingleFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { textOf } from '../../../shared/json';
import { pathSegment } from '../../../shared/parameters/pathSegment';

/** The message that an operation is about. */
export const messageIdFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['get', 'getEvidence'] } },
	[
		{
			displayName: 'Message ID',
			name: 'messageId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 480915273604',
			hint: 'The id in the output of Send',
			description: 'The 12 digits that Stampee gave when the letter was sent',
		},
	],
);

/** The id of the item's message, and its path. */
export function messageOf(context: IExecuteSingleFunctions): { id: string; url: string } {
	const given = context.getNodeParameter('messageId');
	return { id: textOf(given), url: `/messages/${pathSegment(context, given, 'Message ID')}` };
}
