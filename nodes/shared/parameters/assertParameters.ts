import {
	NodeOperationError,
	type IHookFunctions,
	type INodeProperties,
	type IPollFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { escapeErrorCodes } from '../errorCodes';
import { readDeclared } from './declared';
import { givenIn } from './parameter';
import { InvalidValue } from './reading';

/**
 * Validates a trigger's parameters against the description of its node.
 * @throws NodeOperationError for unknown values: the trigger would never fire, and nobody would know
 */
export function assertParameters(
	context: IHookFunctions | IPollFunctions | IWebhookFunctions,
	properties: INodeProperties[],
): void {
	const node = context.getNode();
	const { problem } = readDeclared(node.parameters, properties, (name) => givenIn(context, name));
	if (!problem) return;
	const description = problem instanceof InvalidValue ? problem.description : undefined;
	throw new NodeOperationError(node, escapeErrorCodes(problem.message), { description });
}
