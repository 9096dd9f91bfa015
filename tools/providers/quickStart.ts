import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';

/** A page that leads from nothing to the first proof, in the language of the provider's customers. */
export interface QuickStart {
	/** In the repository. */
	page: string;
	/** What its reader has that no page can know, by the field that it goes into. */
	own: Record<string, string>;
	/** The reader's account, at the sandbox. */
	account: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
}
