import type { ToItems } from '../../../shared/dispatch/routing';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { preparedBody, type MethodBody } from '../../api';
import { changing } from '../../policies';
import { mailboxIdOf } from './mailboxId';
import { mailboxIds } from './mailboxes';
import { findMailboxBy } from './update';

export const prepareDeletion: Prepare<MethodBody> = async function (request) {
	return preparedBody(request, { arguments: mailboxIdOf(this) });
};

export const deletingMailboxes: Policy<MethodBody> = {
	...changing,
	pastTense: 'deleted',
	changesState: true,
	acceptedIds: mailboxIds,
	findBy: findMailboxBy,
};

export const toDeleted: ToItems<MethodBody> = async (_items, _response, sent) => [
	{ json: { ...sent.arguments, deleted: true } },
];
