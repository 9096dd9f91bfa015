import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

export const agentType = 'harness.agent';

/** The tool calls of an agent's model: the arguments of each call, in order. */
export interface AgentTask {
	calls: object[];
	/** Whether the calls run concurrently, as when a model requests several in one answer. */
	together: boolean;
}

/** The result of a call: the text that the model reads, or the error. */
export interface ToolAnswer {
	text?: string;
	error?: Error;
}

interface Tool {
	invoke(args: object): Promise<string | undefined>;
}

async function call(tool: Tool, args: object): Promise<ToolAnswer> {
	try {
		return { text: await tool.invoke(args) };
	} catch (error) {
		return { error: error as Error };
	}
}

async function answer(tool: Tool, { calls, together }: AgentTask): Promise<ToolAnswer[]> {
	if (together) return await Promise.all(calls.map(async (args) => await call(tool, args)));
	const answers: ToolAnswer[] = [];
	for (const args of calls) answers.push(await call(tool, args));
	return answers;
}

/** An AI agent whose model is a fixed list: it makes the given calls and returns their answers. */
export const agent: INodeType = {
	description: {
		displayName: 'Agent',
		name: 'agent',
		group: ['transform'],
		version: 1,
		description: 'Calls its tool as told',
		defaults: { name: 'Agent' },
		inputs: [NodeConnectionTypes.Main, { type: NodeConnectionTypes.AiTool, required: true }],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const [tool] = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Tool[];
		const task = this.getInputData()[0].json as unknown as AgentTask;
		const answers = await answer(tool, task);
		return [[{ json: { answers } }]];
	},
};
