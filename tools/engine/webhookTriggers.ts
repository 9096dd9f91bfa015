import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Push, Webhook } from '../../sandbox/webhook';
import { chain } from './chain';
import type { Listener, ListenOptions, StoredCredentials, WorkflowJson } from './engine';
import { PROVIDERS } from '../providers';
import type { WebhookTrigger } from '../providers/webhook';
import type { Stage } from './stage';

/** The webhook triggers by the names of their providers. */
export const webhookTriggers: Record<string, WebhookTrigger> = Object.fromEntries(
	PROVIDERS.flatMap(({ name, webhook }) => (webhook ? [[name, webhook]] : [])),
);

/** The name of a provider that has a webhook trigger. */
export type WebhookProvider = string;

let workflows = 0;

/** A trigger that listens, and the provider that pushes to it. */
export interface Line extends Listener {
	webhook: Webhook;
}

/**
 * Lets a trigger listen, in a workflow of its own, and tells the provider its address. Stopped with the
 * other lines by `hangUp`.
 */
export async function connect(
	{ engine, sandbox }: Pick<Stage, 'engine' | 'sandbox'>,
	provider: WebhookProvider,
	parameters: INodeParameters = {},
	options: Partial<ListenOptions> & { workflowId?: string } = {},
): Promise<Line> {
	const { node, credentials, pusher } = webhookTriggers[provider];
	const { workflowId = `webhook ${++workflows}`, ...given } = options;
	const workflow = { ...chain({ ...node, parameters }), id: workflowId };
	const listener = await engine.listen(workflow, { credentials: credentials(sandbox), ...given });
	lines.push(listener);
	const [webhook, secrets] = pusher(sandbox);
	webhook.endpoint = { url: listener.url, secrets };
	return { ...listener, webhook };
}

/**
 * Lets a provider push one event to a workflow that has its webhook trigger.
 * @param account the credentials of the other nodes, by their type
 * @returns what the workflow is started with
 */
export async function pushTo(
	{ engine, sandbox }: Pick<Stage, 'engine' | 'sandbox'>,
	provider: WebhookProvider,
	workflow: WorkflowJson,
	event: Push,
	account: StoredCredentials,
): Promise<INodeExecutionData[]> {
	const { credentials, pusher } = webhookTriggers[provider];
	const all = { ...credentials(sandbox), ...account };
	const line = await engine.listen(workflow, { credentials: all });
	const [webhook, secrets] = pusher(sandbox);
	webhook.endpoint = { url: line.url, secrets };
	await webhook.push(event);
	await line.stop();
	return line.started;
}

const lines: Listener[] = [];

export const hangUp = async () => {
	await Promise.all(lines.splice(0).map((line) => line.stop()));
};
