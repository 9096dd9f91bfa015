import {
	updateDisplayOptions,
	type IDataObject,
	type IExecuteSingleFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';

/** The mailbox that an operation is about, by its id or its uid. */
export const whichFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['mailbox'], operation: ['delete', 'update'] } },
	[
		{
			displayName: 'Find By',
			name: 'findBy',
			type: 'options',
			options: [
				{ name: 'UID', value: 'uid' },
				{ name: 'ID', value: 'id' },
			],
			default: 'uid',
		},
		{
			displayName: 'UID',
			name: 'mailboxUid',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. support',
			displayOptions: { show: { findBy: ['uid'] } },
			description: 'The UID that the mailbox was made with',
		},
		{
			displayName: 'ID',
			name: 'mailboxId',
			type: 'number',
			default: 0,
			required: true,
			displayOptions: { show: { findBy: ['id'] } },
			description: 'The number that PostageApp gave to the mailbox',
		},
	],
);

const PARAMETERS = { uid: 'mailboxUid', id: 'mailboxId' };

/** @throws NodeOperationError if there is neither */
export function whichMailbox(context: IExecuteSingleFunctions): IDataObject {
	const by = context.getNodeParameter('findBy') as keyof typeof PARAMETERS;
	const given = textOf(context.getNodeParameter(PARAMETERS[by], ''));
	if (by === 'uid' && given !== '') return { uid: given };
	if (by === 'id' && Number(given) > 0) return { id: Number(given) };
	throw badInput(context, `The parameter '${by.toUpperCase()}' is empty`);
}
