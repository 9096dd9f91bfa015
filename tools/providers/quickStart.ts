import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';

/** A page that leads from scratch to the first proof, in the language of the provider's customers. */
export interface QuickStart {
	/** Path in the repository. */
	page: string;
	/** The reader's own values that the page can't know, by field. */
	own: Record<string, string>;
	/** The reader's account at the sandbox. */
	account: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
}
