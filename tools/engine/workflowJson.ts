import type { IConnections, INode, INodeTypes, IWorkflowSettings } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

/** A node as exported by n8n's editor. Fields that the editor fills in may be omitted. */
export interface INodeJson {
	name: string;
	type: string;
	typeVersion: number;
	parameters?: object;
	id?: string;
	position?: number[];
	credentials?: Record<string, { id: string | null; name: string }>;
	disabled?: boolean;
	notes?: string;
	notesInFlow?: boolean;
	retryOnFail?: boolean;
	maxTries?: number;
	/** Milliseconds between tries, at most 5000. */
	waitBetweenTries?: number;
	alwaysOutputData?: boolean;
	executeOnce?: boolean;
	/** `stopWorkflow` (the default), `continueRegularOutput` or `continueErrorOutput`. */
	onError?: string;
	continueOnFail?: boolean;
	webhookId?: string;
}

/** A workflow as exported by n8n's editor; an imported JSON file can be used unchanged. */
export interface WorkflowJson {
	id?: string;
	name?: string;
	nodes: INodeJson[];
	connections?: object;
	settings?: object;
	pinData?: object;
	meta?: object;
	tags?: unknown[];
	active?: boolean;
	versionId?: string;
}

/** The editor's horizontal distance between nodes. */
const columnWidth = 220;

/** A node as n8n stores it, with the fields that the editor fills in. */
export const toNode = (json: INodeJson, index: number): INode => ({
	...json,
	id: json.id ?? json.name,
	position: [json.position?.[0] ?? index * columnWidth, json.position?.[1] ?? 0],
	parameters: structuredClone(json.parameters ?? {}) as INode['parameters'],
	onError: json.onError as INode['onError'],
});

/** Creates the engine's workflow object. Like new workflows, it defaults to execution order v1. */
export function toWorkflow(
	json: WorkflowJson,
	nodeTypes: INodeTypes,
	staticData: ConstructorParameters<typeof Workflow>[0]['staticData'] = {},
): Workflow {
	return new Workflow({
		id: json.id ?? 'workflow',
		name: json.name ?? 'Workflow',
		nodes: json.nodes.map(toNode),
		connections: structuredClone(json.connections ?? {}) as IConnections,
		active: false,
		nodeTypes,
		staticData,
		settings: { executionOrder: 'v1', ...(json.settings as IWorkflowSettings | undefined) },
	});
}
