import type { ToItems } from '../../../shared/dispatch/routing';
import type { Policy } from '../../../shared/policy';
import { ProviderError } from '../../../shared/response/providerError';
import type { Prepare } from '../../../shared/run/job';
import { sending } from '../../policies';
import { getUser } from '../../request';
import { userPath, USERS } from './users';

interface UserToDelete {
	id: string;
	path: string;
}

export const prepareDeletion: Prepare<UserToDelete> = async function (request) {
	const path = userPath(this);
	const id = decodeURIComponent(path.slice(USERS.length + 1));
	return { request: { ...request, url: path }, payload: { id, path } };
};

const deleted = (id: string) => ({ json: { id, deleted: true } });

/**
 * A user that stemp no longer has was deleted. A deletion is never repeated automatically: another user may have the
 * external ID by then.
 */
export const deletingUsers: Policy<UserToDelete> = {
	...sending,
	pastTense: 'deleted',
	mayBeEmpty: true,
	acceptedIds: (outputs) => outputs.map(({ json }) => json.id as string),
	findBy: ({ id }) => ({ User: id }),
	lookup: {
		hasOwnProof: true,
		async search({ id, path }) {
			const isGone = await getUser(this, path).then(
				() => false,
				// Only in stemp's own words, because a gateway also answers 404 when it can't reach stemp.
				(error) =>
					error instanceof ProviderError && error.status === 404 && error.code !== undefined,
			);
			return isGone ? [{ id, outputs: [deleted(id)], isProven: true }] : [];
		},
	},
};

export const toDeleted: ToItems<UserToDelete> = async (_items, _response, { id }) => [deleted(id)];
