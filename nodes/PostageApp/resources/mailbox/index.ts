import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import { buildKeyOnly, call } from '../../api';
import { reading } from '../../policies';
import { createFields, creatingMailboxes, prepareMailbox, toCreated } from './create';
import { deletingMailboxes, prepareDeletion, toDeleted } from './delete';
import { mailboxIdFields } from './mailboxId';
import { toMailboxes } from './mailboxes';
import { changingMailboxes, prepareChange, toUpdated, updateFields } from './update';

export const mailboxOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['mailbox'] } },
	options: [
		{
			name: 'Create',
			value: 'create',
			action: 'Create mailbox',
			description: 'Let PostageApp read a mailbox and post what arrives to an address',
			routing: routing({
				policy: creatingMailboxes,
				request: call('create_mailbox'),
				prepare: prepareMailbox,
				toItems: toCreated,
			}),
		},
		{
			name: 'Delete',
			value: 'delete',
			action: 'Delete mailbox',
			description: 'Let PostageApp read a mailbox no more',
			routing: routing({
				policy: deletingMailboxes,
				request: call('delete_mailbox'),
				prepare: prepareDeletion,
				toItems: toDeleted,
			}),
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many mailboxes',
			description: 'Get the mailboxes that PostageApp reads',
			routing: routing({
				policy: reading,
				request: call('list_mailboxes'),
				build: buildKeyOnly,
				toItems: toMailboxes,
			}),
		},
		{
			name: 'Update',
			value: 'update',
			action: 'Update mailbox',
			description: 'Change how PostageApp reads a mailbox',
			routing: routing({
				policy: changingMailboxes,
				request: call('update_mailbox'),
				prepare: prepareChange,
				toItems: toUpdated,
			}),
		},
	],
	default: 'getMany',
};

export const mailboxFields: INodeProperties[] = [
	...createFields,
	...mailboxIdFields,
	...updateFields,
];
