import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { JournalRequest, Sandbox } from '../../sandbox';

/** Fields of a credential, and a way to fill them in for the sandbox. */
export type FillIn = (sandbox: Sandbox) => ICredentialDataDecryptedObject;

/** How a user edits a credential: the fields that become others. */
export interface AccountChanges {
	/** It gets another token, or key, of the same account. */
	newToken: FillIn;
	/** It becomes that of another account. */
	otherAccount: FillIn;
}

/** What there is to know of a provider's accounts besides the usual one. */
export interface Accounts {
	changes: AccountChanges;
	/** Nothing tells whose a token is. */
	areNameless?: true;
	/** One whose token needs no renewal, so that no request for another comes in between. Default: the usual one. */
	unrenewed?: FillIn;
	/** Others, so that each secret field of the credential is filled in by one of all these accounts. */
	others?: FillIn[];
	/** Whether a request does nothing but ask whose the credential is, or renew its token. */
	isQuestion?: (request: JournalRequest) => boolean;
}
