import type { INodeJson, WorkflowJson } from './engine';

export const start: INodeJson = {
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
};

type Connections = Record<
	string,
	{ main: Array<Array<{ node: string; type: string; index: number }>> }
>;

/** Connects nodes in sequence: output 0 of each to the input of the next. */
export function chain(...nodes: INodeJson[]): WorkflowJson {
	const connections: Connections = {};
	nodes.slice(1).forEach(({ name }, index) => {
		connections[nodes[index].name] = { main: [[{ node: name, type: 'main', index: 0 }]] };
	});
	return { nodes, connections };
}
