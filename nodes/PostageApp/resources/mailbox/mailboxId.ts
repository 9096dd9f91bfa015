import {
	updateDisplayOptions,
	type IDataObject,
	type IExecuteSingleFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { badInput } from '../../../shared/parameters/badInput';
import { ofKind } from '../../../shared/parameters/kind';
import { choiceIn, idIn } from '../../../shared/parameters/parameter';

/** The mailbox that an operation is about, by its id or its uid. */
export const mailboxIdFields: INodeProperties[] = updateDisplayOptions(
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
		ofKind('id', {
			displayName: 'UID',
			name: 'mailboxUid',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. support',
			displayOptions: { show: { findBy: ['uid'] } },
			description: 'The UID that the mailbox was made with',
		}),
		ofKind('id', {
			displayName: 'ID',
			name: 'mailboxId',
			type: 'number',
			default: 0,
			required: true,
			displayOptions: { show: { findBy: ['id'] } },
			description: 'The number that PostageApp gave to the mailbox',
		}),
	],
);

const PARAMETERS = { uid: 'mailboxUid', id: 'mailboxId' };

/** @throws NodeOperationError if there is neither */
export function mailboxIdOf(context: IExecuteSingleFunctions): IDataObject {
	const by = choiceIn(context, 'findBy') as keyof typeof PARAMETERS;
	const given = idIn(context, PARAMETERS[by]);
	if (by === 'uid' && given !== '') return { uid: given };
	if (by === 'id' && /^[1-9]\d*$/.test(given)) {
		return { id: Number.isSafeInteger(Number(given)) ? Number(given) : given };
	}
	throw badInput(
		context,
		`The parameter '${by.toUpperCase()}' is ${given === '' ? 'empty' : `not an ID: ${given}`}`,
		'Enter it as PostageApp gave it.',
	);
}
