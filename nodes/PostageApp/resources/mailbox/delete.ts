import type { INodeProperties } from 'n8n-workflow';

import type { PostReceive } from '../../../shared/response';
import type { Policy } from '../../../shared/policy';
import { prepare } from '../../../shared/run/prepare';
import { withBody } from '../../method';
import { changing } from '../../policies';
import { mailboxIds } from './mailboxes';
import { findMailboxBy } from './update';
import { whichFields, whichMailbox } from './which';

export const nameMailbox = prepare(async function (request) {
	return withBody(request, { arguments: whichMailbox(this) });
});

export const deletingMailboxes: Policy = {
	...changing,
	acceptedIds: mailboxIds,
	findBy: findMailboxBy,
};

export const toDeleted: PostReceive = async function () {
	return [{ json: { ...whichMailbox(this), deleted: true } }];
};

export const deleteFields: INodeProperties[] = whichFields({
	resource: ['mailbox'],
	operation: ['delete'],
});
