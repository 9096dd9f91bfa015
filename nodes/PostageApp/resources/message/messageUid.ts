import {
	updateDisplayOptions,
	type IExecuteSingleFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { badInput } from '../../../shared/parameters/badInput';
import { ofKind } from '../../../shared/parameters/kind';
import { idIn } from '../../../shared/parameters/parameter';
import type { Prepare } from '../../../shared/run/job';
import { withBody } from '../../api';

const uidField: INodeProperties = ofKind('id', {
	displayName: 'UID',
	name: 'messageUid',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. order-1001',
	description: 'The UID of the message',
});

/** The message that an operation is about. */
export const messageUidFields: INodeProperties[] = updateDisplayOptions(
	{
		show: {
			resource: ['message'],
			operation: ['getReceipt', 'getRecipients', 'getStatus', 'getTransmissions'],
		},
	},
	[uidField],
);

/** The scheduled message that an operation is about. */
export const scheduledMessageUidFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['scheduledMessage'], operation: ['get', 'update'] } },
	[
		{
			...uidField,
			name: 'scheduledMessageUid',
			description: 'The UID that the scheduled message was made with',
		},
	],
);

/** The uid of what an operation is about, by the name of its parameter. */
export function requiredUid(context: IExecuteSingleFunctions, parameter: string): string {
	const uid = idIn(context, parameter);
	if (uid !== '') return uid;
	throw badInput(context, "The parameter 'UID' is empty", 'Enter the UID that it was made with.');
}

/** Prepares requests with nothing but the uid, which is also their payload. */
export const byUid = (parameter: string): Prepare<string> =>
	async function (request) {
		const uid = requiredUid(this, parameter);
		return { request: withBody(request, { uid }), payload: uid };
	};
