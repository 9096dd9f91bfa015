import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { Seen } from '../check/seen';

/** Whose credential a request shows: the user's, one that nobody gave out, or none. */
export type Caller = 'user' | 'stranger' | 'nobody';

/** What a step asks: an operation of the node, or a request that no operation makes. */
export type Ask =
	| {
			operation: [resource: string, operation: string];
			parameters?: INodeParameters;
			/** The credential that it is asked with. Tokens that it gets are the user's from then on. Default: the user's. */
			credential?: ICredentialDataDecryptedObject;
			/** Whether what fails is put out as an item, which says what became of it. */
			isContinued?: boolean;
			/** The file that its item has, under `data`. */
			file?: { fileName: string; mimeType: string; content: Buffer };
	  }
	| {
			/** Below the API's host, or a link that the API gave. */
			path: string;
			/** Default: GET. What is posted must change nothing. */
			method?: 'GET' | 'POST';
			query?: Record<string, string | number>;
			body?: object;
			/** Default: the user. */
			caller?: Caller;
	  };

/** One thing that an account is asked, which changes nothing there. */
export interface Step {
	/** What it is called in reports. */
	name: string;
	/** What is asked, for the user who looks on. */
	says: string;
	/**
	 * Makes the request of what was seen before.
	 * @param given what the user named, by the names of `inputs`, or what was sent
	 * @returns undefined if the account has nothing that could be asked for
	 */
	ask: (
		seen: Seen,
		given: Record<string, string>,
		credential: ICredentialDataDecryptedObject,
	) => Ask | undefined;
}

/** A position of a switch that is one of several, between which nothing that was seen decides. */
export class OneOf {
	constructor(readonly positions: unknown[]) {}
}

/** Whether a documented fact held; undefined if nothing that was seen tells. */
export interface FactCheck {
	/** Only an answer to a send tells. */
	by: 'read' | 'send';
	holds: (seen: Seen) => boolean | undefined;
}

/** The position of a switch that plays what was seen; undefined if nothing that was seen tells. */
export interface SwitchCheck {
	by: 'read' | 'send';
	find: (seen: Seen) => unknown;
}

/** Why something is not looked for. */
export interface NotLookedFor {
	not: string;
}

/** Something that can be sent, as small as it comes. */
export interface SendCheck {
	/** What is sent, as in "one simple letter (LS)". */
	what: string;
	/** What it costs, a sentence. */
	costs: string;
	/** Whom it goes to, as the user is asked for it. */
	to: string;
	/** A recipient of the vendor's who reads nothing. */
	testRecipient?: string;
	/** Why it can't be sent with such a credential, a sentence. */
	obstacle?: (credential: ICredentialDataDecryptedObject) => string | undefined;
	/** The operation, once. @param marker tells this send from all others */
	ask: (to: string, marker: string) => Extract<Ask, { operation: unknown }>;
	/** What the steps are given to follow it; empty if the answer does not name it. */
	found: (seen: Seen) => Record<string, string>;
}

/** What of an answer may stand in a report, by the names of fields. All else is replaced. */
export interface Kept {
	/** Templates of the API's paths, `/messages/:id`; what has a colon is replaced. */
	paths: string[];
	/** Fields that hold words of the provider's, such as statuses. */
	words: string[];
	/** The words themselves, as documented. */
	vocabulary: string[];
	/** Fields that hold numbers which are about nobody. */
	numbers: string[];
	/** Fields that hold times. */
	times: string[];
	/** Other fields, of which the name alone may stand there. */
	names: string[];
	/** What IDs begin with, such as `usr_`. */
	prefixes?: string[];
}

/** How an account of a provider is asked whether the contract holds. */
export interface ProviderCheck {
	/** The host of a credential's API. */
	hostOf: (credential: ICredentialDataDecryptedObject) => string;
	/** The fields of a credential that nobody gave out. */
	stranger: ICredentialDataDecryptedObject;
	/** What a credential needs besides to play a report. */
	replayed?: ICredentialDataDecryptedObject;
	/** What the user may name for more to be seen, and how they are asked for it. */
	inputs: Record<string, string>;
	/** What reading alone brings about with such a credential, if it does: it has to be agreed to first. */
	sideEffect?: (credential: ICredentialDataDecryptedObject) => string | undefined;
	/** The fields of the credential that a renewal has replaced, with what a user has to enter from now on. */
	replaced?: (credential: ICredentialDataDecryptedObject) => Record<string, string>;
	/** The most requests that are made in so many milliseconds. */
	pace?: { requests: number; milliseconds: number };
	steps: Step[];
	/** Whether what answers is this provider, and takes the credential: nothing else counts before that. */
	isRecognised: (seen: Seen) => boolean;
	/** By the names of the contract's facts. */
	facts: Record<string, FactCheck | NotLookedFor>;
	/** By the names of the switches that are not about the account. */
	switches: Record<string, SwitchCheck | NotLookedFor>;
	/** What can be sent, by what `--send` calls it; the first one is the least. */
	sends?: Record<string, SendCheck>;
	kept: Kept;
}

/** A fact, or a switch, that reads tell. */
export const byRead = (holds: FactCheck['holds']): FactCheck => ({ by: 'read', holds });
export const foundByRead = (find: SwitchCheck['find']): SwitchCheck => ({ by: 'read', find });

/** Those that only the answer to a send tells. */
export const bySend = (holds: FactCheck['holds']): FactCheck => ({ by: 'send', holds });
export const foundBySend = (find: SwitchCheck['find']): SwitchCheck => ({ by: 'send', find });

/** What is not looked for, and why. */
export const notLookedFor = (not: string): NotLookedFor => ({ not });

/** Whether all rows pass; undefined if there are none. */
export const all = <Row>(rows: Row[], passes: (row: Row) => boolean): boolean | undefined =>
	rows.length === 0 ? undefined : rows.every(passes);

/** Whether a value is an object with all these fields, whatever they hold. */
export const has = (value: unknown, ...fields: string[]): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && fields.every((field) => field in value);

/** The position of these that fits; several if nothing decides between them; undefined if none does. */
export function fitting<Position>(
	positions: readonly Position[],
	fits: (position: Position) => boolean,
): Position | OneOf | undefined {
	const found = positions.filter(fits);
	return found.length > 1 ? new OneOf(found) : found[0];
}
