import type { INodeProperties } from 'n8n-workflow';

import { withOneOptions } from './oneOptions';
import { withSharedFields } from './sharedFields';

/**
 * Has each field of a node once, for all operations that have it. n8n works a parameter out, with the
 * expressions in it, twice for each property that has its name, be it shown or not (`runNode` and
 * `resolveBaseUrl` of its RoutingNode, 2.41): with fields for each operation, an expression in an option
 * was worked out up to 36 times for each item, which took longer than all else.
 *
 * To be called once, outside of the node's class: n8n writes into what it has loaded (it adds "Custom API
 * Call" to operations), and may load a node again in the same process.
 * @param properties of all operations of a node, without the resource
 */
export const eachOnce = (properties: INodeProperties[]): INodeProperties[] =>
	withOneOptions(withSharedFields(properties));
