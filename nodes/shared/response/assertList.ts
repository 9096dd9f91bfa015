import { NodeOperationError, type INode } from 'n8n-workflow';

/**
 * Checks that a trigger's list is one: if something else counted as empty, everything listed later would be new.
 * @throws NodeOperationError for an answer without a list, such as a maintenance message
 */
export function assertList(node: INode, service: string, list: unknown): void {
	if (Array.isArray(list)) return;
	throw new NodeOperationError(node, `${service} answered without a list`, {
		description: 'Nothing is lost: the next poll looks for the same again.',
	});
}
