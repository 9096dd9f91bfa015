import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';

/** A position to test a switch with, and the required positions of others. */
export interface TriedPosition {
	position: unknown;
	beside?: object;
}

/** A person whose data only the provider may see. */
export interface Person {
	name: string;
	address: string;
	subject: string;
	phone: string;
}

/** A send of a check that differs from the provider's representative send. */
export interface RehearsedSend {
	/** The request that it makes, as in fault rules. */
	on: string;
	/** The fact that its answer shows. */
	fact: string;
	recipient?: (sandbox: Sandbox) => string;
	credential?: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
}

/** How the contract check is rehearsed with the sandbox: a used account, and the expected findings. */
export interface Rehearsal {
	/** Uses the account for some time. @returns the values that a user would enter for the check */
	use: (sandbox: Sandbox) => Promise<Record<string, string>>;
	/** Makes a person known to the provider. @returns the values that a user would enter for the check */
	acquaint: (sandbox: Sandbox, person: Person) => Promise<Record<string, string>>;
	/** A new credential each time, if the provider's answers to one are cached. */
	credential: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	/** The recipient of a check's send. */
	recipient: (sandbox: Sandbox) => string;
	/** Differences of the sends other than the smallest one, by name. */
	sends?: Record<string, RehearsedSend>;
	/** The positions to test, for switches that a check finds and that do not declare a list of positions. */
	positions: Record<string, TriedPosition[]>;
	/** Different credentials for some switches. */
	credentialFor?: Record<string, (sandbox: Sandbox) => ICredentialDataDecryptedObject>;
	/** Additional actions for some switches, once they are set. */
	useFor?: Record<string, (sandbox: Sandbox) => Promise<void>>;
}

/** Positions that need no other positions. */
export const positions = (...all: unknown[]): TriedPosition[] =>
	all.map((position) => ({ position }));

/** Runs an action several times in sequence. */
export async function times(
	count: number,
	act: (index: number) => Promise<unknown>,
): Promise<void> {
	for (let index = 0; index < count; index++) await act(index);
}

/** An address whose owner reads the mail without this being reported. */
export const OWN_ADDRESS = 'unread+me@example.org';
