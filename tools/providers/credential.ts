import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import type { StoredCredentials } from '../engine/engine';

/** What a field holds. A password is whatever its user chose, and a name may have blanks and any letters. */
export type FieldKind = 'token' | 'tokens' | 'name' | 'password' | 'address' | 'certificate';

/** What a user gets wrong in a credential, and what they should then read. */
export interface Mistake {
	field: string;
	typed: string;
	message: RegExp;
}

/** A credential type of a provider, as it is filled in, used and tested. */
export interface CredentialFacts {
	/** What the examples call it. */
	title: string;
	/** What its fields hold, by their names; those of choices and the base URL need none. */
	kinds: Record<string, FieldKind>;
	/** For the sandbox, enough for all that the provider's nodes can do. */
	data: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	mistake: Mistake;
	/** Accounts at the sandbox; in some of them each field has something in it. */
	accounts: (sandbox: Sandbox) => ICredentialDataDecryptedObject[];
	/** What opens an account: the fields, and those in which n8n keeps what was made of them. */
	secrets?: string[];
	/** What the provider's page says of the call that it is tested with. */
	test?: {
		/** Method and path. */
		call: string;
		/** The statuses with which it says no: nothing else is known of them than what the page says. */
		refusals: number[];
		/** A success as the page shows it, if it shows one. */
		answer?: unknown;
	};
	/** Reads for which fields are that neither its test nor a send needs: resource and operation. */
	reads?: Record<string, [string, string]>;
	/** What is filled in and tested without a call, and whether it is right. */
	examples?: Array<[data: ICredentialDataDecryptedObject, result: 'OK' | 'Error']>;
}

/** An example of a secret and of a public key in the form of Standard Webhooks. */
export const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
export const WEBHOOK_PUBLIC_KEY = `whpk_${Buffer.alloc(32, 1).toString('base64')}`;

/**
 * The credentials of providers for the sandbox, by their types.
 * @param types those that are wanted; all of them by default
 */
export const credentialsOf = (
	providers: Array<{ credentials: Record<string, CredentialFacts> }>,
	sandbox: Sandbox,
	types?: string[],
): StoredCredentials =>
	Object.fromEntries(
		providers
			.flatMap(({ credentials }) => Object.entries(credentials))
			.filter(([type]) => types === undefined || types.includes(type))
			.map(([type, { data }]) => [type, data(sandbox)]),
	);
