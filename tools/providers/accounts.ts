import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { JournalRequest, Sandbox } from '../../sandbox';

/** Creates credential fields for the sandbox. */
export type FillIn = (sandbox: Sandbox) => ICredentialDataDecryptedObject;

/** Ways in which a user edits a credential: the fields that change. */
export interface AccountChanges {
	/** Another token or key of the same account. */
	newToken: FillIn;
	/** The credential of another account. */
	otherAccount: FillIn;
}

/** Facts about a provider's accounts other than the default one. */
export interface Accounts {
	changes: AccountChanges;
	/** A token does not reveal its account. */
	areNameless?: true;
	/**
	 * An account whose token needs no renewal, so that no renewal request occurs in between. Default: the default account.
	 */
	unrenewed?: FillIn;
	/** Further accounts, so that each secret field of the credential is filled in by at least one account. */
	others?: FillIn[];
	/** Whether a request only identifies the account of the credential, or renews its token. */
	isQuestion?: (request: JournalRequest) => boolean;
}
