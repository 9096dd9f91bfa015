import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import type { Push, Webhook } from '../../sandbox/webhook';
import { chain } from './chain';
import type { INodeJson, Listener, ListenOptions, StoredCredentials, WorkflowJson } from './engine';
import { postageAppAccount } from '../providers/postageApp/node';
import type { Stage } from './stage';

const trigger = (name: string, credentials: string[]): INodeJson => ({
	name: 'Trigger',
	type: `n8n-nodes-certified-mail.${name}WebhookTrigger`,
	typeVersion: 1,
	webhookId: '5b0f6f5e-3c0e-4f0a-9d3e-1f2a3b4c5d6e',
	credentials: Object.fromEntries(credentials.map((type) => [type, { id: '1', name: type }])),
});

const signedWrongly = (genuine: Push): Push => ({ ...genuine, signature: 'wrong' });

/**
 * The webhook triggers with what they need: their node, its credentials, who pushes to them, and what
 * somebody else makes of what is pushed.
 */
export const webhookTriggers = {
	stampee: {
		node: trigger('stampee', ['stampeeWebhookApi']),
		credentials: ({ stampee }: Sandbox) => ({
			stampeeWebhookApi: { signingSecrets: stampee.webhookKeys.join(' ') },
		}),
		pusher: ({ stampee }: Sandbox): [Webhook, string[]] => [
			stampee.webhook,
			stampee.webhookSecrets,
		],
		forged: signedWrongly,
	},
	stemp: {
		node: trigger('stemp', ['stempWebhookApi']),
		credentials: ({ stemp }: Sandbox) => ({
			stempWebhookApi: { signingSecrets: stemp.webhookSecret },
		}),
		pusher: ({ stemp }: Sandbox): [Webhook, string[]] => [stemp.webhook, [stemp.webhookSecret]],
		forged: signedWrongly,
	},
	postageApp: {
		node: trigger('postageApp', ['postageAppApi', 'postageAppWebhookApi']),
		credentials: ({ postageApp }: Sandbox) => ({
			postageAppApi: postageAppAccount(postageApp),
			postageAppWebhookApi: { scheme: 'header', headerName: 'X-Key', secretValue: 'open sesame' },
		}),
		pusher: ({ postageApp }: Sandbox): [Webhook, string[]] => [postageApp.webhook, ['a secret']],
		// Its signatures can't be checked, but whether there is such a mail can.
		forged: ({ data, ...event }: Push): Push => ({
			...event,
			data: { ...data, message_uid: 'made-up' },
		}),
	},
};

export type WebhookProvider = keyof typeof webhookTriggers;

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
