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
}
