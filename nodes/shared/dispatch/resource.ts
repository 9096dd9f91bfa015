import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

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
 * The parameter `resource` of a node, which n8n reads before all others. It holds each item to the node's
 * description, and is where an item ends that names what the node does not have: for such a one n8n finds no
 * routing, and would make a request of its own. Each operation puts its own dispatch in the place of this one.
 * @param usual the resource of a new node
 * @param others all other parameters of the node
 */
export function resource(
	options: INodePropertyOptions[],
	usual: string,
	others: INodeProperties[],
): INodeProperties {
	const property: INodeProperties = {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options,
		default: usual,
	};
	property.routing = {
		send: { preSend: [prepareParameters([property, ...others])], paginate: true },
		operations: { pagination: dispatch(unknownOperation) },
	};
	return property;
}
