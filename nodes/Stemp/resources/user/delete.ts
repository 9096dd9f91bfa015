import type { INodeProperties } from 'n8n-workflow';

import type { PostReceive } from '../../../shared/response';
import { ProviderError } from '../../../shared/response/providerError';
import { options, maxConcurrentRequests } from '../../../shared/descriptions';
import type { Policy, RequestOptions } from '../../../shared/policy';
import { get } from '../../lists';
import { sending, stempPace } from '../../policies';
import { userLocator, USERS } from './users';

const showOnlyForDelete = { resource: ['user'], operation: ['delete'] };

const idIn = ({ url = '' }: RequestOptions) => decodeURIComponent(url.slice(USERS.length + 1));

const deleted = (id: string) => ({ json: { id, deleted: true } });

/**
 * A user whom stemp does not have any more was deleted. Never repeated by itself: another user may have
 * got the external ID by then.
 */
export const deletingUsers: Policy = {
	...sending,
	pastTense: 'deleted',
	mayBeEmpty: true,
	acceptedIds: (outputs) => outputs.map(({ json }) => json.id as string),
	findBy: (request) => ({ User: idIn(request) }),
	async lookup(request) {
		return await get(this, request.url ?? '').then(
			() => undefined,
			(error) =>
				error instanceof ProviderError && error.status === 404
					? [deleted(idIn(request))]
					: undefined,
		);
	},
};

export const toDeleted: PostReceive = async function () {
	const id = this.getNodeParameter('userId', '', { extractValue: true }) as string;
	return [deleted(id.trim())];
};

export const deleteFields: INodeProperties[] = [
	userLocator(showOnlyForDelete),
	options(showOnlyForDelete, [maxConcurrentRequests(stempPace.inFlight)]),
];
