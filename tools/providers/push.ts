import type { INodeExecutionData } from 'n8n-workflow';
import type { Push } from '../../sandbox/webhook';
import type { StoredCredentials, WorkflowJson } from '../engine/engine';
import type { Stage } from '../engine/stage';
import type { WebhookTrigger } from './webhook';

/**
 * Has a provider push one event to a workflow with its webhook trigger.
 * @param credentials of all nodes, by type
 * @returns the items that the workflow is started with
 */
export async function pushTo(
	{ engine, sandbox }: Pick<Stage, 'engine' | 'sandbox'>,
	{ pusher }: WebhookTrigger,
	workflow: WorkflowJson,
	event: Push,
	credentials: StoredCredentials,
): Promise<INodeExecutionData[]> {
	const line = await engine.listen(workflow, { credentials });
	const [webhook, secrets] = pusher(sandbox);
	webhook.endpoint = { url: line.url, secrets };
	await webhook.push(event);
	await line.stop();
	return line.started;
}
