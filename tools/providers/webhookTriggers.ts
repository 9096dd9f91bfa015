import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import type { Webhook } from '../../sandbox/webhook';
import { chain } from '../engine/chain';
import type { Listener, ListenOptions, StoredCredentials } from '../engine/engine';
import type { Stage } from '../engine/stage';
import { PROVIDERS } from '.';
import { credentialsOf } from './credential';
import type { WebhookTrigger } from './webhook';

/** A webhook trigger with its node's credentials, by type. */
export interface FurnishedTrigger extends WebhookTrigger {
	credentials: (sandbox: Sandbox) => StoredCredentials;
}

/** The webhook triggers of all providers that push, by provider name. */
export const webhookTriggers = Object.fromEntries(
	PROVIDERS.flatMap((provider) => {
		const { name, webhook } = provider;
		if (!webhook) return [];
		const types = Object.keys(webhook.node.credentials!);
		const credentials = (sandbox: Sandbox) => credentialsOf([provider], sandbox, types);
		return [[name, { ...webhook, credentials }]];
	}),
) as Record<string, FurnishedTrigger>;

let workflows = 0;

/** A listening trigger, and the provider that pushes to it. */
export interface Line extends Listener {
	webhook: Webhook;
}

/**
 * Starts a trigger in a new workflow, and registers its URL with the provider. Stopped with the other lines by
 * `hangUp`.
 */
export async function connect(
	{ engine, sandbox }: Pick<Stage, 'engine' | 'sandbox'>,
	provider: string,
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

const lines: Listener[] = [];

export const hangUp = async () => {
	await Promise.all(lines.splice(0).map((line) => line.stop()));
};
