import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { Fault, Sandbox } from '../../sandbox';
import type { Dialect, Push, Webhook } from '../../sandbox/webhook';
import type { INodeJson, StoredCredentials } from '../engine/engine';

/** A request that is rejected, and the reason in n8n's log. */
export interface RefusedPush {
	title: string;
	push: Push;
	reason: string;
	/** The trigger's parameters and a simultaneous fault at the provider, if relevant. */
	parameters?: INodeParameters;
	fault?: Fault;
}

/** The webhook trigger of a provider, and who pushes to it. */
export interface WebhookTrigger {
	node: INodeJson;
	/** The pusher, and the secrets that it signs with. */
	pusher: (sandbox: Sandbox) => [Webhook, string[]];
	/** Creates a forged event from a genuine one. */
	forged: (genuine: Push) => Push;
	/** Parameters with which it checks everything that it can, only the credential's secret, or nothing. */
	checking: Record<'all' | 'secret' | 'nothing', INodeParameters>;
	/** What it verifies of a request, and what can't be verified, in the words of the page on webhooks. */
	verified: { is: string; not: string };
	/** An event that starts the workflow, whatever its content. */
	event: string;
	/** The headers that are required to accept a request. */
	headers: string[];
	/** The format of requests that are verified by the secret alone. */
	dialect: (sandbox: Sandbox) => Dialect;
	/** The headers that contain the credential's secret, if nothing is signed. */
	shown?: (fields: ICredentialDataDecryptedObject) => Record<string, string>;
	/** The number of forged requests in its test, and of genuine ones among them. */
	tries: { forged: number; genuine: number };
	/** What it rejects, with each possible reason. */
	refuses: RefusedPush[];
	/** The delays in seconds after which the provider retries a request that was not accepted. */
	retries: number[];
	/**
	 * Causes an event, through the provider's API if the trigger asks whether the thing exists.
	 * @param credentials of the provider, by type
	 * @param name occurs in the event, and in the trigger's output
	 * @returns what is pushed for it, within an hour of the sandbox's clock
	 */
	happening: (credentials: StoredCredentials, name: string) => Promise<Push>;
}

/** A webhook trigger as created by the editor. */
export const webhookTrigger = (name: string, credentials: string[]): INodeJson => ({
	name: 'Trigger',
	type: `n8n-nodes-certified-mail.${name}WebhookTrigger`,
	typeVersion: 1,
	webhookId: '5b0f6f5e-3c0e-4f0a-9d3e-1f2a3b4c5d6e',
	credentials: Object.fromEntries(credentials.map((type) => [type, { id: '1', name: type }])),
});

export const signedWrongly = (genuine: Push): Push => ({ ...genuine, signature: 'wrong' });

/** For triggers without such settings. */
export const ALWAYS_CHECKING: WebhookTrigger['checking'] = { all: {}, secret: {}, nothing: {} };

/** The reason for rejecting a request with someone else's signature. */
export const NOT_SIGNED = 'none of the signing secrets in the credential has signed it';
