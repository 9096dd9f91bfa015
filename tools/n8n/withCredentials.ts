import type { WorkflowJson } from '../engine/engine';

/**
 * Replaces the credentials in a workflow by those that an n8n has, by type. Credentials that n8n does not have are left
 * out.
 */
export const withCredentials = (
	workflow: WorkflowJson,
	kept: ReadonlyMap<string, { id: string; name: string }>,
): WorkflowJson => ({
	...workflow,
	nodes: workflow.nodes.map(({ credentials = {}, ...node }) => ({
		...node,
		credentials: Object.fromEntries([...kept].filter(([type]) => type in credentials)),
	})),
});
