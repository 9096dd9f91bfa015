import type { WorkflowJson } from '../engine/engine';

/**
 * A workflow with the credentials that an n8n keeps in the places of those that it names, by type. What is
 * not kept is left out.
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
