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

/** Nodes one after the other, each output 0 to the next node's input. */
export function chain(...nodes: INodeJson[]): WorkflowJson {
	const connections: Connections = {};
	nodes.slice(1).forEach(({ name }, index) => {
		connections[nodes[index].name] = { main: [[{ node: name, type: 'main', index: 0 }]] };
	});
	return { nodes, connections };
}
