import type { INodeProperties } from 'n8n-workflow';

import { readAnswer } from '../../../shared/response';
import { options, maxConcurrentRequests, returnAllOrLimit } from '../../../shared/descriptions';
import { dispatch } from '../../../shared/dispatch';
import { call } from '../../method';
import { askOnly } from '../../one';
import { postageAppRateLimit, reading } from '../../policies';
import { buildMailbox, createFields, creatingMailboxes, toCreated } from './create';
import { deleteFields, deletingMailboxes, nameMailbox, toDeleted } from './delete';
import { toMailboxes } from './mailboxes';
import { changeMailbox, changingMailboxes, toUpdated, updateFields } from './update';

export const mailboxDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['mailbox'] } },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create a mailbox',
				description: 'Let PostageApp read a mailbox and post what arrives to an address',
				routing: {
					request: call('create_mailbox'),
					send: { preSend: [buildMailbox], paginate: true },
					operations: { pagination: dispatch(creatingMailboxes) },
					output: { postReceive: [readAnswer(creatingMailboxes), toCreated] },
				},
			},
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete a mailbox',
				description: 'Let PostageApp read a mailbox no more',
				routing: {
					request: call('delete_mailbox'),
					send: { preSend: [nameMailbox], paginate: true },
					operations: { pagination: dispatch(deletingMailboxes) },
					output: { postReceive: [readAnswer(deletingMailboxes), toDeleted] },
				},
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many mailboxes',
				description: 'Get the mailboxes that PostageApp reads',
				routing: {
					request: call('list_mailboxes'),
					send: { preSend: [askOnly], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toMailboxes] },
				},
			},
			{
				name: 'Update',
				value: 'update',
				action: 'Update a mailbox',
				description: 'Change how PostageApp reads a mailbox',
				routing: {
					request: call('update_mailbox'),
					send: { preSend: [changeMailbox], paginate: true },
					operations: { pagination: dispatch(changingMailboxes) },
					output: { postReceive: [readAnswer(changingMailboxes), toUpdated] },
				},
			},
		],
		default: 'getMany',
	},
	...createFields,
	...deleteFields,
	...returnAllOrLimit({ resource: ['mailbox'], operation: ['getMany'] }),
	...updateFields,
	options({ resource: ['mailbox'] }, [maxConcurrentRequests(postageAppRateLimit.inFlight)]),
];
