import type { INodeParameters } from 'n8n-workflow';

/**
 * How a provider's answers map to the output if not all of their fields are output. Operations are
 * `resource.operation`.
 */
export interface Answers {
	/** Fields that may be omitted from the output of any answer, by name or path, with the reasons. */
	leftOut: Record<string, string>;
	/** The same by operation. */
	leftOutOf?: Record<string, Record<string, string>>;
	/**
	 * A field in which an answer repeats a value of its request: its object and its name. The value differs by request.
	 */
	repeats?: [object: string, name: string];
	/** Parameters with which an operation outputs as much as it can. */
	parameters?: Record<string, INodeParameters>;
	/** Fields that should be in the output but are not: paths in the answers of operations. */
	missing?: Record<string, string[]>;
	/** Keyed by the value of the polling trigger's event. */
	polled?: Record<string, EventAnswers>;
	/** Applies to all pushed events. */
	pushed?: EventAnswers;
}

/** How the item of an event differs from the provider's data. */
export interface EventAnswers {
	/** Fields that may be omitted, by name or path (including everything below the path), with the reasons. */
	leftOut?: Record<string, string>;
	/** Fields that no answer contains, and what they are derived from. */
	made?: Record<string, string>;
}
