import type { Sandbox } from '../../sandbox';
import type { INodeJson, StoredCredentials } from '../engine/engine';

/** How a provider that signs nothing pushes, so that the webhook trigger asks it whether an event is true. */
export interface PushCheck {
	/** The formats in which it may push, by the titles that the fault matrix gives them. */
	formats: Record<string, (sandbox: Sandbox) => void>;
	/** The webhook trigger, which has a secret in the URL or in a header. */
	trigger: INodeJson;
	/** Its credentials. */
	credentials: (sandbox: Sandbox, secret: string) => StoredCredentials;
	/** Sends a mail that events can be about. @param uid what the mail is called by */
	send: (sandbox: Sandbox, uid: string, recipient: string) => Promise<unknown>;
	/** An event about a mail, as the provider pushes it now, with the secret. */
	push: (
		sandbox: Sandbox,
		mail: { uid: string; recipient: string },
		secret: string,
	) => { headers: Record<string, string>; body: string };
}
