import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { Seen } from '../check/seen';

/** The credential of a request: the user's, an invalid one, or none. */
export type Caller = 'user' | 'stranger' | 'nobody';

/** The request of a step: an operation of the node, or a request that no operation makes. */
export type Ask =
	| {
			operation: [resource: string, operation: string];
			parameters?: INodeParameters;
			/** The credential to use. New tokens for it become the user's. Default: the user's. */
			credential?: ICredentialDataDecryptedObject;
			/** Whether a failure is output as an item, which contains the outcome. */
			isContinued?: boolean;
			/** The file of the input item, in the binary field `data`. */
			file?: { fileName: string; mimeType: string; content: Buffer };
	  }
	| {
			/** Path relative to the API's host, or a link from the API. */
			path: string;
			/** Default: GET. A POST must not change anything. */
			method?: 'GET' | 'POST';
			query?: Record<string, string | number>;
			body?: object;
			/** Default: `user`. */
			caller?: Caller;
	  };

/** A step of a check, which changes nothing in the account. */
export interface Step {
	/** Its name in reports. */
	name: string;
	/** The text that is shown to the user. */
	says: string;
	/**
	 * Creates the request from previous answers.
	 * @param given values from the user or from the send, keyed by `inputs`
	 * @returns undefined if the account has nothing that could be requested
	 */
	ask: (
		seen: Seen,
		given: Record<string, string>,
		credential: ICredentialDataDecryptedObject,
	) => Ask | undefined;
}

/** Several possible positions of a switch, if nothing in the answers distinguishes them. */
export class OneOf {
	constructor(readonly positions: unknown[]) {}
}

/** Checks whether a documented fact held; undefined if nothing in the answers shows it. */
export interface FactCheck {
	/** `send` if only the answer to a send can show it. */
	by: 'read' | 'send';
	holds: (seen: Seen) => boolean | undefined;
}

/** Finds the position of a switch that reproduces the answers; undefined if nothing in them shows it. */
export interface SwitchCheck {
	by: 'read' | 'send';
	find: (seen: Seen) => unknown;
}

/** The reason why something is not covered. */
export interface NotLookedFor {
	not: string;
}

/** A send that is as small as possible. */
export interface SendCheck {
	/** What is sent, such as "one simple letter (LS)". */
	what: string;
	/** The cost, as a sentence. */
	costs: string;
	/** The prompt for the recipient. */
	to: string;
	/** A test recipient of the vendor, whose mail is not read. */
	testRecipient?: string;
	/** Why this credential can't send it, as a sentence. */
	obstacle?: (credential: ICredentialDataDecryptedObject) => string | undefined;
	/** Creates the operation. @param marker distinguishes this send from all others */
	ask: (to: string, marker: string) => Extract<Ask, { operation: unknown }>;
	/** The inputs for the steps that follow the send; empty if the answer does not identify it. */
	found: (seen: Seen) => Record<string, string>;
}

/** What a report may contain of an answer, by field name. Everything else is replaced. */
export interface Kept {
	/** Templates of the API's paths, such as `/messages/:id`; segments with a colon are replaced. */
	paths: string[];
	/** Fields with the provider's own terms, such as statuses. */
	words: string[];
	/** These terms, as documented. */
	vocabulary: string[];
	/** Fields with numbers that are not personal. */
	numbers: string[];
	/** Fields with times. */
	times: string[];
	/** Other fields, of which only the names are kept. */
	names: string[];
	/** Prefixes of IDs, such as `usr_`. */
	prefixes?: string[];
}

/** How a provider's contract is checked with an account. */
export interface ProviderCheck {
	/** The host of the API that a credential is for. */
	hostOf: (credential: ICredentialDataDecryptedObject) => string;
	/** The fields of an invalid credential. */
	stranger: ICredentialDataDecryptedObject;
	/** Additional credential fields that a replay needs. */
	replayed?: ICredentialDataDecryptedObject;
	/** Optional inputs with which the check sees more, and their prompts. */
	inputs: Record<string, string>;
	/** The side effect that reading alone has with this credential, if any; the user has to agree to it first. */
	sideEffect?: (credential: ICredentialDataDecryptedObject) => string | undefined;
	/**
	 * The fields of the credential that a renewal has replaced, with the values that the user has to enter from now on.
	 */
	replaced?: (credential: ICredentialDataDecryptedObject) => Record<string, string>;
	/** The rate limit of the check: at most this many requests in this many milliseconds. */
	pace?: { requests: number; milliseconds: number };
	steps: Step[];
	/** Whether the server is this provider and accepts the credential; if not, no results count. */
	isRecognised: (seen: Seen) => boolean;
	/** Keyed by the contract's fact names. */
	facts: Record<string, FactCheck | NotLookedFor>;
	/** Keyed by the names of the switches that are not about the account. */
	switches: Record<string, SwitchCheck | NotLookedFor>;
	/** The possible sends by their `--send` value, the smallest one first. */
	sends?: Record<string, SendCheck>;
	kept: Kept;
}

/** Facts and switches that reads can determine. */
export const byRead = (holds: FactCheck['holds']): FactCheck => ({ by: 'read', holds });
export const foundByRead = (find: SwitchCheck['find']): SwitchCheck => ({ by: 'read', find });

/** Facts and switches that only the answer to a send can determine. */
export const bySend = (holds: FactCheck['holds']): FactCheck => ({ by: 'send', holds });
export const foundBySend = (find: SwitchCheck['find']): SwitchCheck => ({ by: 'send', find });

/** Not covered by the check, with the reason. */
export const notLookedFor = (not: string): NotLookedFor => ({ not });

/** Whether all rows pass; undefined if there are none. */
export const all = <Row>(rows: Row[], passes: (row: Row) => boolean): boolean | undefined =>
	rows.length === 0 ? undefined : rows.every(passes);

/** Whether a value is an object with all these fields, whatever their values. */
export const has = (value: unknown, ...fields: string[]): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && fields.every((field) => field in value);

/** The matching position; `OneOf` if several match; undefined if none does. */
export function fitting<Position>(
	positions: readonly Position[],
	fits: (position: Position) => boolean,
): Position | OneOf | undefined {
	const found = positions.filter(fits);
	return found.length > 1 ? new OneOf(found) : found[0];
}
