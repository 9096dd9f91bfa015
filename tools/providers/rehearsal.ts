import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';

/** A position that a switch is tried in, and how others have to stand then. */
export interface TriedPosition {
	position: unknown;
	beside?: object;
}

/** Somebody whom nobody but the provider may hear of. */
export interface Person {
	name: string;
	address: string;
	subject: string;
	phone: string;
}

/** A send of a check, where it differs from the one that stands for the provider. */
export interface RehearsedSend {
	/** The request that it makes, as fault rules name it. */
	on: string;
	/** The fact that its answer tells. */
	fact: string;
	recipient?: (sandbox: Sandbox) => string;
	credential?: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
}

/** How the contract check is rehearsed at the sandbox: an account that has been used, and what is found there. */
export interface Rehearsal {
	/** Lets the account be used for some time. @returns what a user would name for the check */
	use: (sandbox: Sandbox) => Promise<Record<string, string>>;
	/** Lets the provider know of somebody. @returns the same */
	acquaint: (sandbox: Sandbox, person: Person) => Promise<Record<string, string>>;
	/** A credential of its own each time, where the provider's answers to one are remembered. */
	credential: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	/** Whom a check sends to. */
	recipient: (sandbox: Sandbox) => string;
	/** What is not usual with what a check can send besides the least, by its name there. */
	sends?: Record<string, RehearsedSend>;
	/** What a check finds, and that has no list of positions: those that it is tried in. */
	positions: Record<string, TriedPosition[]>;
	/** Another credential, for some switches. */
	credentialFor?: Record<string, (sandbox: Sandbox) => ICredentialDataDecryptedObject>;
	/** What else has to come about for some switches, once they stand. */
	useFor?: Record<string, (sandbox: Sandbox) => Promise<void>>;
}

/** Positions that need nothing beside them. */
export const positions = (...all: unknown[]): TriedPosition[] =>
	all.map((position) => ({ position }));

/** One after the other. */
export async function times(
	count: number,
	act: (index: number) => Promise<unknown>,
): Promise<void> {
	for (let index = 0; index < count; index++) await act(index);
}

/** An address that reads, and tells nobody. */
export const OWN_ADDRESS = 'unread+me@example.org';
