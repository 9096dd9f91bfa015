import type { IExecuteSingleFunctions, INode } from 'n8n-workflow';

/** Data about the workflow in n8n's context that no function offers. */
interface ContextWithWorkflow {
	workflow?: { staticData: Record<string, unknown>; nodes: Record<string, INode> };
}

/** n8n's own nodes that start a workflow and store nothing in its static data (n8n 2.41, n8n-nodes-base). */
const STATELESS_TRIGGERS = [
	'amqpTrigger',
	'chatTrigger',
	'errorTrigger',
	'executeWorkflowTrigger',
	'formTrigger',
	'kafkaTrigger',
	'localFileTrigger',
	'manualChatTrigger',
	'manualTrigger',
	'mqttTrigger',
	'n8nTrigger',
	'postgresTrigger',
	'rabbitmqTrigger',
	'redisTrigger',
	'slackTrigger',
	'sseTrigger',
	'telegramTrigger',
	'webhook',
	'whatsAppTrigger',
	'workflowTrigger',
].flatMap((name) => [`n8n-nodes-base.${name}`, `@n8n/n8n-nodes-langchain.${name}`]);

/** All other nodes that start a workflow may store there what they have seen. */
const BEGINS = /trigger$|\.emailReadImap$/i;

/** Code that stores something there. */
const USES = /getWorkflowStaticData\b/;

/**
 * Whether the execution has the static data of its workflow, all of which n8n writes back if a node changes it. In
 * queue mode, a worker gets none for a new execution, and would overwrite a trigger's state with an empty one. So if
 * there is nothing at all although there should be, the static data was not loaded.
 */
export function hasStaticData(context: IExecuteSingleFunctions): boolean {
	const { workflow } = context as unknown as ContextWithWorkflow;
	if (!workflow) return false;
	const isThere = Object.values(workflow.staticData).some(
		(kept) => Object.keys(kept ?? {}).length > 0,
	);
	const keeps = ({ type, parameters }: INode) =>
		(BEGINS.test(type) && !STATELESS_TRIGGERS.includes(type)) ||
		USES.test(JSON.stringify(parameters));
	return isThere || !Object.values(workflow.nodes).some(keeps);
}
