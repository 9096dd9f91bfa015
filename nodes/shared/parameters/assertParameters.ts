import {
	NodeOperationError,
	type IHookFunctions,
	type INodeProperties,
	type IPollFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { firstMismatch } from './mismatch';

/**
 * Holds a trigger's parameters to the description of its node.
 * @throws NodeOperationError for what the node does not have: it would never fire, and nobody would know
 */
export function assertParameters(
	context: IHookFunctions | IPollFunctions | IWebhookFunctions,
	properties: INodeProperties[],
): void {
	const node = context.getNode();
	// Of the overloads that the contexts have, they share only the one with a name.
	const read = context.getNodeParameter.bind(context) as (name: string) => unknown;
	const found = firstMismatch(node.parameters, properties, read);
	if (!found) return;
	throw new NodeOperationError(node, found.message, { description: found.description });
}
