import type { ToItems } from '../../../shared/dispatch/routing';
import type { Policy } from '../../../shared/policy';
import { withAnswerTo } from '../../../shared/response/answerShape';
import type { Prepare } from '../../../shared/run/job';
import { isAboutUser } from '../../api';
import { sending } from '../../policies';
import { getUser, isNoUser } from '../../request';
import { userIn, type User } from './users';

export const prepareDeletion: Prepare<User> = async function (request) {
	const user = userIn(this);
	return { request: { ...request, url: user.path }, payload: user };
};

const deleted = (id: string) => ({ json: { id, deleted: true } });

/**
 * A deletion is never repeated automatically: another user may have the external ID by then. That stemp has no such
 * user does not prove it: there may never have been one, as with a mistyped ID.
 */
export const deletingUsers: Policy<User> = {
	...withAnswerTo(sending, isAboutUser),
	pastTense: 'deleted',
	changesState: true,
	mayBeEmpty: true,
	acceptedIds: (outputs) => outputs.map(({ json }) => json.id as string),
	findBy: ({ id }) => ({ User: id }),
	lookup: {
		async search({ id, path }) {
			const isGone = await getUser(this, path).then(() => false, isNoUser);
			return isGone ? [{ id, status: 'not found', outputs: [deleted(id)] }] : [];
		},
	},
};

export const toDeleted: ToItems<User> = async (_items, _response, { id }) => [deleted(id)];
