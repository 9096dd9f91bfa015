import type { INodeParameters } from 'n8n-workflow';

/** What becomes of the answers of a provider, where not all that they tell is put out. Operations are `resource.operation`. */
export interface Answers {
	/** What need not be put out of any answer, by its name or its path, and why. */
	leftOut: Record<string, string>;
	/** The same for operations. */
	leftOutOf?: Record<string, Record<string, string>>;
	/** What an answer repeats of its request, as an object of its own and a name in it: each request has another. */
	repeats?: [object: string, name: string];
	/** Parameters with which an operation puts out all that it can. */
	parameters?: Record<string, INodeParameters>;
	/** What should be put out and is not: paths in the answers of operations. */
	missing?: Record<string, string[]>;
	/** Of the events of the polling trigger, by their values. */
	polled?: Record<string, EventAnswers>;
	/** Of all events that are pushed. */
	pushed?: EventAnswers;
}

/** How the item of an event differs from what the provider tells. */
export interface EventAnswers {
	/** What need not be in it, by name or by path, with all that lies below the path, and why. */
	leftOut?: Record<string, string>;
	/** What it has and no answer has, and what that is made of. */
	made?: Record<string, string>;
}
