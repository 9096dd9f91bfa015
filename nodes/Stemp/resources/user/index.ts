import type { INodeProperties } from 'n8n-workflow';

import { readAnswer } from '../../../shared/response';
import { dispatch } from '../../../shared/dispatch';
import type { Policy } from '../../../shared/policy';
import { firstPage, pagination, toRows } from '../../lists';
import { reading } from '../../policies';
import { buildUser, createFields, creatingUsers } from './create';
import { deleteFields, deletingUsers, toDeleted } from './delete';
import { addressUser, getFields } from './get';
import { getManyFields } from './getMany';
import { buildChange, changeFields } from './update';
import { USERS } from './users';

const showOnlyForUser = { resource: ['user'] };

const listing: Policy = { ...reading, pagination };

/** The same change made twice changes nothing more, so it may be repeated as a read may. */
const updating: Policy = reading;

export const userDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: showOnlyForUser },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create a user',
				description: 'Add a user, to whom e-mails can be sent then',
				routing: {
					request: { method: 'POST', url: USERS },
					send: { preSend: [buildUser], paginate: true },
					operations: { pagination: dispatch(creatingUsers) },
					output: { postReceive: [readAnswer(creatingUsers)] },
				},
			},
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete a user',
				description: 'Delete a user and revoke their wallet passes',
				routing: {
					request: { method: 'DELETE', url: USERS },
					send: { preSend: [addressUser], paginate: true },
					operations: { pagination: dispatch(deletingUsers) },
					output: { postReceive: [readAnswer(deletingUsers), toDeleted] },
				},
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get a user',
				description: 'Get a user by their ID or your own',
				routing: {
					request: { method: 'GET', url: USERS },
					send: { preSend: [addressUser], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading)] },
				},
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many users',
				description: "Get the organization's users",
				routing: {
					request: { method: 'GET', url: USERS },
					send: { preSend: [firstPage], paginate: true },
					operations: { pagination: dispatch(listing) },
					output: { postReceive: [readAnswer(listing), toRows()] },
				},
			},
			{
				name: 'Update',
				value: 'update',
				action: 'Update a user',
				description: 'Change some fields of a user',
				routing: {
					request: { method: 'PATCH', url: USERS },
					send: { preSend: [buildChange], paginate: true },
					operations: { pagination: dispatch(updating) },
					output: { postReceive: [readAnswer(updating)] },
				},
			},
		],
		default: 'get',
	},
	...createFields,
	...deleteFields,
	...getFields,
	...getManyFields,
	...changeFields,
];
