import type { INodeProperties } from 'n8n-workflow';

import type { Policy } from '../policy';
import { prepareParameters } from '../run/job';
import { dispatch } from './index';

/** What nobody knows may be a send, so it is refused as one. Nothing ever leaves under this policy. */
const unknownOperation: Policy = {
	kind: 'send',
	rateLimit: { inFlight: 1 },
	errors: { service: 'The provider', code: [], message: [], hints: {} },
};

/**
 * Holds each item to the description of its node. n8n reads the first parameter, `resource`, before all others; so
 * there an item ends that names what the node does not have: for such a one n8n finds no routing, and would make a
 * request of its own. Each operation puts its own dispatch in the place of this one.
 */
export function heldToDescription([resource, ...others]: INodeProperties[]): INodeProperties[] {
	const first = { ...resource };
	const all = [first, ...others];
	first.routing = {
		send: { preSend: [prepareParameters(all)], paginate: true },
		operations: { pagination: dispatch(unknownOperation) },
	};
	return all;
}
