import type { IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

import { isObject, textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { givenIn, idIn } from '../../../shared/parameters/parameter';
import { pathSegment } from '../../../shared/parameters/pathSegment';
import { getUser, isNoUser } from '../../request';
import { USERS } from '../user/users';

/** The ids that stemp accepts as recipients: TypeIds of users and members. */
const RECIPIENT_ID = /^(usr|mem)_[0-9A-Za-z]+$/;

/** Whether a text is such an ID. */
export const isRecipientId = (text: string) => RECIPIENT_ID.test(text);

/**
 * The ID to send to. A user that is identified by the app's own ID is looked up first, because a send takes only
 * stemp's IDs.
 * @throws NodeOperationError if it is not such an id, or if nobody has it
 */
export async function recipientOf(context: IExecuteSingleFunctions): Promise<string> {
	const chosen = givenIn(context, 'to');
	const id = idIn(context, 'to');
	const isExternal = isObject(chosen) && chosen.mode === 'externalId';
	return isExternal ? await userWith(context, id) : typeId(context, id);
}

function typeId(context: IExecuteSingleFunctions, id: string): string {
	if (isRecipientId(id)) return id;
	throw badInput(
		context,
		id === ''
			? "The parameter 'Recipient' is empty"
			: `The parameter 'Recipient' is not the ID of a user or a member: ${id}`,
		'stemp does not write to addresses, but to a user (usr_...) or a member (mem_...). Choose a user from the list, or find one with the resource User.',
	);
}

async function userWith(context: IExecuteSingleFunctions, externalId: string): Promise<string> {
	const path = `${USERS}/${pathSegment(context, externalId, 'Recipient')}`;
	const { body } = await getUser(context, path).catch((error: unknown) => {
		throw isNoUser(error)
			? badInput(
					context,
					`No user has the external ID ${externalId}`,
					"Check the parameter 'Recipient', or create the user with the resource User.",
				)
			: error;
	});
	return typeId(context, isObject(body) ? textOf(body.id) : '');
}

export const recipient: INodeProperties = {
	displayName: 'Recipient',
	name: 'to',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'A user or a member of the organization. stemp resolves them to their address.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a user...',
			typeOptions: { searchListMethod: 'searchUsers', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. usr_xyz789 or mem_abc123',
		},
		{
			displayName: 'By External ID',
			name: 'externalId',
			type: 'string',
			placeholder: 'e.g. cust_9',
		},
	],
};
