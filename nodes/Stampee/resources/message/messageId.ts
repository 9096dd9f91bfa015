import {
	updateDisplayOptions,
	type IExecuteSingleFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { ofKind } from '../../../shared/parameters/kind';
import { idIn } from '../../../shared/parameters/parameter';
import { pathSegment } from '../../../shared/parameters/pathSegment';

/** The message that an operation is about. */
export const messageIdFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['get', 'getEvidence'] } },
	[
		ofKind('id', {
			displayName: 'Message ID',
			name: 'messageId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 480915273604',
			hint: 'The id in the output of Send',
			description: 'The 12 digits that Stampee gave when the letter was sent',
		}),
	],
);

/** The id of the item's message, and its path. */
export function messageOf(context: IExecuteSingleFunctions): { id: string; url: string } {
	const id = idIn(context, 'messageId');
	return { id, url: `/messages/${pathSegment(context, id, 'Message ID')}` };
}
