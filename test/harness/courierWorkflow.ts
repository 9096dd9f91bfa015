import type { INodeJson, WorkflowJson } from '../support/engine';

export const start: INodeJson = {
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
};

/** A Courier node set to send a letter, with what a test changes about it. */
export const courier = (changes: Partial<INodeJson> = {}): INodeJson => ({
	name: 'Courier',
	type: 'n8n-nodes-courier.courier',
	typeVersion: 1,
	credentials: { courierApi: { id: '1', name: 'Courier account' } },
	...changes,
	parameters: { to: '={{ $json.to }}', ...changes.parameters },
});

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
