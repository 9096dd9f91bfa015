import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import type { StoredCredentials } from '../engine/engine';

/** The kind of a field's value. A password is arbitrary; a name may contain spaces and any letters. */
export type FieldKind = 'token' | 'tokens' | 'name' | 'password' | 'address' | 'certificate';

/** A mistake in a credential, and the message that the user should get. */
export interface Mistake {
	field: string;
	typed: string;
	message: RegExp;
}

/** A provider's credential type: how it is filled in, used and tested. */
export interface CredentialFacts {
	/** Its name in the examples. */
	title: string;
	/** The kinds of its fields, by name; choices and the base URL need none. */
	kinds: Record<string, FieldKind>;
	/** Credential data for the sandbox that is sufficient for everything that the provider's nodes can do. */
	data: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	mistake: Mistake;
	/** Accounts at the sandbox that together fill in every field. */
	accounts: (sandbox: Sandbox) => ICredentialDataDecryptedObject[];
	/**
	 * The secret fields: those that give access to an account, and those in which n8n stores what is derived from them.
	 */
	secrets?: string[];
	/** What the provider's documentation says about the call that tests the credential. */
	test?: {
		/** Method and path. */
		call: string;
		/** The statuses of a rejection; nothing is known about them but what the documentation says. */
		refusals: number[];
		/** A documented success response, if there is one. */
		answer?: unknown;
	};
	/** Reads (resource and operation) for the fields that neither the test nor a send uses. */
	reads?: Record<string, [string, string]>;
	/** Data that is tested without a call, with the expected result. */
	examples?: Array<[data: ICredentialDataDecryptedObject, result: 'OK' | 'Error']>;
}

/** Examples of a secret and a public key in the format of Standard Webhooks. */
export const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
export const WEBHOOK_PUBLIC_KEY = `whpk_${Buffer.alloc(32, 1).toString('base64')}`;

/**
 * The providers' credentials for the sandbox, by type.
 * @param types the requested types; all by default
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
