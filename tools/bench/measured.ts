import type {
	ICredentialDataDecryptedObject,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import type { Duration, Sandbox } from '../../sandbox';
import type { INodeJson } from '../engine/engine';

type Credentials = INodeJson['credentials'];

/** Sends under a limit that a provider documents. */
export interface LimitedSends {
	/** In words. */
	limit: string;
	sends: number;
	/** Seconds that no one can do it in less than. */
	minimum: number;
	prepare?: (sandbox: Sandbox) => void;
	input: (sandbox: Sandbox) => INodeExecutionData[];
	node: (credentials: Credentials) => INodeJson;
	/** The same by hand. */
	alternative: {
		token: (sandbox: Sandbox) => string;
		url: (sandbox: Sandbox) => string;
		fields: (sandbox: Sandbox) => Record<string, unknown>;
		/** What a user who knows the limit sets in the options. */
		batch: { batchSize: number; batchInterval: number };
	};
}

/** Sends of which a provider takes many in one request. */
export interface CombinedSends {
	/** The fewest requests that its API allows. */
	fewest: (recipients: number) => number;
	input: (recipients: number) => INodeExecutionData[];
	node: (options: object, credentials: Credentials) => INodeJson;
	/** The same by hand. */
	alternative: {
		header: (sandbox: Sandbox) => { name: string; value: string };
		url: (sandbox: Sandbox) => string;
		fields: (sandbox: Sandbox) => Record<string, unknown>;
	};
	/** What a reader has to know to understand the figures. */
	note?: string;
}

/** An event of the polling trigger, at a provider where it has much to watch. */
export interface Watched {
	/** As n8n shows it. */
	event: string;
	/** Whether the API has a list of them, however short and whatever it tells. */
	hasList: boolean;
	/** What nobody has more of. */
	most?: number;
	/** Of the trigger. @param ids what the user names, where the API has no list */
	parameters: (ids: string[]) => INodeParameters;
	/**
	 * Puts so many open things there. Some of them change with time, the others do not.
	 * @param learn lets the trigger see what is there so far, where the API shows no more at a time
	 */
	fill: (
		sandbox: Sandbox,
		count: number,
		changing: number,
		learn: () => Promise<void>,
	) => Promise<void>;
	/** How much time to pass for the first poll to find them open. */
	settle?: Duration;
	/** How much time to pass for what changes to have changed. */
	change: Duration;
	/** What is to come about with that, where nothing changes by itself. */
	arrive?: (sandbox: Sandbox, count: number) => void;
	/** What a reader has to know to understand the figures. */
	note?: string;
}

/** What is measured of a provider's nodes. */
export interface Measured {
	/** A credential that asks for nothing beside the API; that of the provider by default. */
	account?: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	/** If it documents a limit. */
	limited?: LimitedSends;
	/** Or why there are none. */
	combined: CombinedSends | string;
	watched: [Watched, ...Watched[]];
}
