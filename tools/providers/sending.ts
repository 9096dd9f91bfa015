import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';

/** The send that stands for a provider where any send will do. */
export interface Sending {
	/** Resource and operation. */
	operation: [string, string];
	/** The request that it makes, as fault rules name it. */
	on: string;
	/** Its parameters, which take from each item what is its own. */
	parameters: INodeParameters;
	/** As many items, each unlike the others. */
	items: (sandbox: Sandbox, count: number) => Array<{ json: object }>;
	/** What tells each item from all others, as an expression: a deduplication key. */
	key: string;
	/** What the node does to be sure where an answer is lost, once something has left. */
	certainty: Certainty;
}

/**
 * How it is found out whether something was sent:
 * - `key`: the provider knows a repeat by its key, so it is sent again;
 * - `lookup`: it has no key, and lists what was sent;
 * - `none`: it can not be asked.
 */
export type Certainty =
	| { by: 'key' }
	| { by: 'none'; /** What errors say to look for, with the first item. */ findBy: string }
	| ({ by: 'lookup' } & LateList);

/** A list in which what was sent comes up late. */
export interface LateList {
	/** Options with which a send looks once, and does not wait for what may yet come up. */
	options?: INodeParameters;
	/** Lets the list be late by some seconds, as long as the node looks, and turns off limits. */
	delay: (sandbox: Sandbox) => void;
	/** A send to the same recipient each time, with a deduplication key that its text has. */
	parameters: (sandbox: Sandbox, key: string) => INodeParameters;
}
