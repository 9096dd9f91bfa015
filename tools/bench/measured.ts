import type {
	ICredentialDataDecryptedObject,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import type { Duration, Sandbox } from '../../sandbox';
import type { INodeJson } from '../engine/engine';

type Credentials = INodeJson['credentials'];

/** Sends under a documented rate limit. */
export interface LimitedSends {
	/** The limit, as text. */
	limit: string;
	sends: number;
	/** The theoretical minimum, in seconds. */
	minimum: number;
	prepare?: (sandbox: Sandbox) => void;
	input: (sandbox: Sandbox) => INodeExecutionData[];
	node: (credentials: Credentials) => INodeJson;
	/** The equivalent HTTP Request node. */
	alternative: {
		token: (sandbox: Sandbox) => string;
		url: (sandbox: Sandbox) => string;
		fields: (sandbox: Sandbox) => Record<string, unknown>;
		/** The batching options that a user who knows the limit sets. */
		batch: { batchSize: number; batchInterval: number };
	};
}

/** Sends of which a provider accepts many in one request. */
export interface CombinedSends {
	/** The minimum number of requests that its API allows. */
	fewest: (recipients: number) => number;
	input: (recipients: number) => INodeExecutionData[];
	node: (options: object, credentials: Credentials) => INodeJson;
	/** The equivalent HTTP Request node. */
	alternative: {
		header: (sandbox: Sandbox) => { name: string; value: string };
		url: (sandbox: Sandbox) => string;
		fields: (sandbox: Sandbox) => Record<string, unknown>;
	};
	/** What a reader has to know to understand the figures. */
	note?: string;
}

/** An event of the polling trigger that has many things to watch at the provider. */
export interface Watched {
	/** The event's name in n8n. */
	event: string;
	/** Whether the API has a list of them, however short or incomplete. */
	hasList: boolean;
	/** The most that any user has. */
	most?: number;
	/** The trigger's parameters. @param ids entered by the user, if the API has no list */
	parameters: (ids: string[]) => INodeParameters;
	/**
	 * Creates this many open things. Some of them change over time, the others do not.
	 * @param learn lets the trigger see what exists so far, if the API shows no more at a time
	 */
	fill: (
		sandbox: Sandbox,
		count: number,
		changing: number,
		learn: () => Promise<void>,
	) => Promise<void>;
	/** The delay after which the first poll finds them open. */
	settle?: Duration;
	/** The delay after which the changing things have changed. */
	change: Duration;
	/** Creates additional things then, if nothing changes by itself. */
	arrive?: (sandbox: Sandbox, count: number) => void;
	/** What a reader has to know to understand the figures. */
	note?: string;
}

/** The measurements of a provider's nodes. */
export interface Measured {
	/** A credential that needs no requests besides the API's. Default: the provider's account. */
	account?: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	/** Present if the provider documents a limit. */
	limited?: LimitedSends;
	/** Combined sends, or why there are none. */
	combined: CombinedSends | string;
	watched: [Watched, ...Watched[]];
}
