import type { IDataObject } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import type { ToolAnswer } from './agent';
import { agentType } from './agent';
import type { StoredCredentials } from './credentialsHelper';
import type { Installation } from './installation';
import type { WorkflowJson } from './workflowJson';
import { runWorkflow } from './workflowRun';

export interface ToolCallOptions {
	credentials?: StoredCredentials;
	/** Whether the agent makes all calls at once. Default: sequentially. */
	together?: boolean;
}

export interface ToolCall {
	/** The items that the model reads as the tool's answer. */
	items: IDataObject[];
	error?: Error;
}

const agentName = 'Agent of the harness';

const asToolType = (type: string) => (type.endsWith('Tool') ? type : `${type}Tool`);

function toToolCall({ text, error }: ToolAnswer): ToolCall {
	if (error) return { items: [], error };
	try {
		return { items: JSON.parse(text ?? '[]') as IDataObject[] };
	} catch {
		// n8n answers the model in prose if the tool could not run.
		return { items: [], error: new Error(text) };
	}
}

/** Has an AI agent call one node of a workflow, once for each set of arguments, in one execution. */
export async function callTool(
	installation: Installation,
	workflow: WorkflowJson,
	nodeName: string,
	calls: object[],
	{ credentials, together = false }: ToolCallOptions = {},
): Promise<ToolCall[]> {
	const node = workflow.nodes.find(({ name }) => name === nodeName);
	if (!node) throw new Error(`The workflow has no node '${nodeName}'`);

	const toAgent = { node: agentName, type: NodeConnectionTypes.AiTool, index: 0 };
	const run = await runWorkflow(
		installation,
		{
			...workflow,
			nodes: [
				{ name: agentName, type: agentType, typeVersion: 1 },
				{ ...node, type: asToolType(node.type) },
			],
			connections: { [nodeName]: { [NodeConnectionTypes.AiTool]: [[toAgent]] } },
		},
		{ credentials, startAt: agentName, input: [{ json: { calls, together } }] },
	);
	if (run.error) throw new Error(run.error.message, { cause: run.error });
	const answers = run.items(agentName)[0].json.answers as unknown as ToolAnswer[];
	return answers.map(toToolCall);
}
