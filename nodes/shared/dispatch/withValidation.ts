import type { INodeProperties } from 'n8n-workflow';

import type { Policy } from '../policy';
import { prepareParameters } from '../run/job';
import { dispatch } from './index';

/** Something unknown may be a send, so it is refused as one. Nothing ever leaves under this policy. */
const unknownOperation: Policy = {
	kind: 'send',
	rateLimit: { inFlight: 1 },
	errors: { service: 'The provider', code: [], message: [], hints: {} },
};

/**
 * Validates each item against the description of its node. n8n reads the first parameter, `resource`, before all
 * others, so an item with an unknown value fails here: n8n finds no routing for it, and would make a request of its
 * own. Each operation replaces this dispatch with its own.
 */
export function withValidation([resource, ...others]: INodeProperties[]): INodeProperties[] {
	const first = { ...resource };
	const all = [first, ...others];
	first.routing = {
		send: { preSend: [prepareParameters(all)], paginate: true },
		operations: { pagination: dispatch(unknownOperation) },
	};
	return all;
}
