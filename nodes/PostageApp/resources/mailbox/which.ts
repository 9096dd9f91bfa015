import type { IDataObject, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

import { badInput } from '../../../shared/parameters/badInput';
import { choiceOf } from '../../../shared/parameters/choice';
import type { Show } from '../../../shared/descriptions';
import { textOf } from '../../../shared/json';

/** The mailbox that an operation is about, by its id or its uid. */
export const whichFields = (show: Show): INodeProperties[] => [
	{
		displayName: 'Find By',
		name: 'findBy',
		type: 'options',
		options: [
			{ name: 'UID', value: 'uid' },
			{ name: 'ID', value: 'id' },
		],
		default: 'uid',
		displayOptions: { show },
	},
	{
		displayName: 'UID',
		name: 'uid',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. support',
		displayOptions: { show: { ...show, findBy: ['uid'] } },
		description: 'The UID that the mailbox was made with',
	},
	{
		displayName: 'ID',
		name: 'id',
		type: 'number',
		default: 0,
		required: true,
		displayOptions: { show: { ...show, findBy: ['id'] } },
		description: 'The number that PostageApp gave to the mailbox',
	},
];

/** @throws NodeOperationError if there is neither */
export function whichMailbox(context: IExecuteSingleFunctions): IDataObject {
	const by = choiceOf<'uid' | 'id'>(context, 'findBy', 'Find By', { uid: 'uid', id: 'id' });
	const given = textOf(context.getNodeParameter(by, ''));
	if (by === 'uid' && given !== '') return { uid: given };
	if (by === 'id' && Number(given) > 0) return { id: Number(given) };
	throw badInput(context, `The parameter '${by.toUpperCase()}' is empty`);
}
