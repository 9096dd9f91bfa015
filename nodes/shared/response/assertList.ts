import { NodeOperationError, type INode } from 'n8n-workflow';

/**
 * Holds a trigger's list to being one: what is taken for empty makes news of all that shows later.
 * @throws NodeOperationError for an answer that holds none, such as a word about maintenance
 */
export function assertList(node: INode, service: string, list: unknown): void {
	if (Array.isArray(list)) return;
	throw new NodeOperationError(node, `${service} answered without a list`, {
		description: 'Nothing is lost: the next poll looks for the same again.',
	});
}
