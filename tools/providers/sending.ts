import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';

/** A provider's representative send, for use where any send will do. */
export interface Sending {
	/** Resource and operation. */
	operation: [string, string];
	/** The request that it makes, as in fault rules. */
	on: string;
	/** Its parameters, with expressions for the values of each item. */
	parameters: INodeParameters;
	/** Creates this many distinct items. */
	items: (sandbox: Sandbox, count: number) => Array<{ json: object }>;
	/** An expression that identifies each item: a deduplication key. */
	key: string;
	/** How the node determines the outcome if an answer is lost after the request was sent. */
	certainty: Certainty;
}

/**
 * How to determine whether something was sent:
 * - `key`: the provider recognizes a repeated send by its idempotency key, so it is sent again;
 * - `lookup`: it has no key, but lists what was sent;
 * - `none`: it can't be asked.
 */
export type Certainty =
	| { by: 'key' }
	| { by: 'none'; /** What errors say to look for, with the first item. */ findBy: string }
	| ({ by: 'lookup' } & LateList);

/** A list in which sent messages appear with a delay. */
export interface LateList {
	/** Options with which a send looks once, without waiting for what may still appear. */
	options?: INodeParameters;
	/** Delays the list by some seconds, which is within the node's lookup time, and turns off limits. */
	delay: (sandbox: Sandbox) => void;
	/** A send that always has the same recipient, with a deduplication key in its text. */
	parameters: (sandbox: Sandbox, key: string) => INodeParameters;
}
