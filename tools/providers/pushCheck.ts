import type { Sandbox } from '../../sandbox';
import type { INodeJson, StoredCredentials } from '../engine/engine';

/** How a provider that signs nothing pushes. The webhook trigger asks it whether an event is genuine. */
export interface PushCheck {
	/** The formats in which it can push, by their titles in the fault matrix. */
	formats: Record<string, (sandbox: Sandbox) => void>;
	/** The webhook trigger, which expects a secret in the URL or in a header. */
	trigger: INodeJson;
	/** Its credentials. */
	credentials: (sandbox: Sandbox, secret: string) => StoredCredentials;
	/** Sends a mail that events can refer to. @param uid of the mail */
	send: (sandbox: Sandbox, uid: string, recipient: string) => Promise<unknown>;
	/** Creates an event about a mail, as the provider currently pushes it, with the secret. */
	push: (
		sandbox: Sandbox,
		mail: { uid: string; recipient: string },
		secret: string,
	) => { headers: Record<string, string>; body: string };
}
