import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import type { Policy } from '../../../shared/policy';
import { firstPage, pagination, toRows } from '../../api';
import { listing, readingUser } from '../../policies';
import { createFields, creatingUsers, prepareUser } from './create';
import { deletingUsers, prepareDeletion, toDeleted } from './delete';
import { buildUserRequest } from './get';
import { prepareUpdate, toUpdated, updateFields, updatingUsers } from './update';
import { userIdFields, USERS } from './users';

const listingUsers: Policy = { ...listing, pagination };

export const userOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['user'] } },
	options: [
		{
			name: 'Create',
			value: 'create',
			action: 'Create user',
			description: 'Add a user, to whom emails can be sent then',
			routing: routing({
				policy: creatingUsers,
				request: { method: 'POST', url: USERS },
				prepare: prepareUser,
			}),
		},
		{
			name: 'Delete',
			value: 'delete',
			action: 'Delete user',
			description: 'Delete a user and revoke their wallet passes',
			routing: routing({
				policy: deletingUsers,
				request: { method: 'DELETE', url: USERS },
				prepare: prepareDeletion,
				toItems: toDeleted,
			}),
		},
		{
			name: 'Get',
			value: 'get',
			action: 'Get user',
			description: 'Get a user by their ID or your own',
			routing: routing({
				policy: readingUser,
				request: { method: 'GET', url: USERS },
				build: buildUserRequest,
			}),
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many users',
			description: "Get the organization's users",
			routing: routing({
				policy: listingUsers,
				request: { method: 'GET', url: USERS },
				build: firstPage,
				toItems: toRows,
			}),
		},
		{
			name: 'Update',
			value: 'update',
			action: 'Update user',
			description: 'Change some fields of a user',
			routing: routing({
				policy: updatingUsers,
				request: { method: 'PATCH', url: USERS },
				prepare: prepareUpdate,
				toItems: toUpdated,
			}),
		},
	],
	default: 'get',
};

export const userFields: INodeProperties[] = [...createFields, ...userIdFields, ...updateFields];
