import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { Fault, Sandbox } from '../../sandbox';
import type { Dialect, Push, Webhook } from '../../sandbox/webhook';
import type { INodeJson, StoredCredentials } from '../engine/engine';

/** A request that is refused, and the reason that n8n's log tells. */
export interface RefusedPush {
	title: string;
	push: Push;
	reason: string;
	/** How the trigger is set, and what goes wrong at the provider meanwhile, if either matters. */
	parameters?: INodeParameters;
	fault?: Fault;
}

/** The webhook trigger of a provider, and who pushes to it. */
export interface WebhookTrigger {
	node: INodeJson;
	/** Who pushes, and the secrets that it signs with. */
	pusher: (sandbox: Sandbox) => [Webhook, string[]];
	/** What somebody else makes of what is pushed. */
	forged: (genuine: Push) => Push;
	/** How it is set to look at all that it can, at the credential's secret alone, and at nothing. */
	checking: Record<'all' | 'secret' | 'nothing', INodeParameters>;
	/** What it verifies of a request, and what can't be verified, as the page on webhooks tells it. */
	verified: { is: string; not: string };
	/** An event that starts the workflow, whatever it tells. */
	event: string;
	/** The headers without which nothing is believed. */
	headers: string[];
	/** How requests are written that are checked by the secret alone. */
	dialect: (sandbox: Sandbox) => Dialect;
	/** Where nothing is signed, and the secret of a credential is shown: in which headers. */
	shown?: (fields: ICredentialDataDecryptedObject) => Record<string, string>;
	/** How many forged requests it is tried with, and how many genuine ones among them. */
	tries: { forged: number; genuine: number };
	/** What it refuses, with each reason that it may have. */
	refuses: RefusedPush[];
	/** After how many seconds each the provider tries again what was not taken. */
	retries: number[];
	/**
	 * Lets something come about, by the provider's API if the trigger asks whether it is there.
	 * @param credentials of the provider, by their types
	 * @param name is in the event, and in what the trigger makes of it
	 * @returns what is pushed for it, within an hour of the sandbox's clock
	 */
	happening: (credentials: StoredCredentials, name: string) => Promise<Push>;
}

/** A webhook trigger as the editor makes it. */
export const webhookTrigger = (name: string, credentials: string[]): INodeJson => ({
	name: 'Trigger',
	type: `n8n-nodes-certified-mail.${name}WebhookTrigger`,
	typeVersion: 1,
	webhookId: '5b0f6f5e-3c0e-4f0a-9d3e-1f2a3b4c5d6e',
	credentials: Object.fromEntries(credentials.map((type) => [type, { id: '1', name: type }])),
});

export const signedWrongly = (genuine: Push): Push => ({ ...genuine, signature: 'wrong' });

/** For triggers that have nothing to set. */
export const ALWAYS_CHECKING: WebhookTrigger['checking'] = { all: {}, secret: {}, nothing: {} };

/** Why a request is refused that somebody else has signed. */
export const NOT_SIGNED = 'none of the signing secrets in the credential has signed it';
