/** A file that proves something about a message. */
export interface Proof {
	/** What it proves, as a text that is unique among the proofs. */
	name: string;
	/** The recipient. */
	who: string;
	/** The provider's own term for what it proves. */
	type: string;
	/** The event in the terms of ETSI EN 319 522. */
	event: string | null;
	fileName: string;
	/** Of the content that the node returned, in hexadecimal. */
	sha256: string;
}

/** A line of the timeline. */
export interface Entry {
	/** By the sandbox's clock. */
	at: Date;
	who: string;
	what: string;
	/** The delivery state, in the vocabulary common to all providers. */
	state: string;
	/** The event of ETSI EN 319 522, if it corresponds to one. */
	event?: string | null;
}

/** Everything that happens in one provider's demonstration, in order. */
export class DemoRecord {
	readonly timeline: Entry[] = [];
	/** The reports of workflows; each text is unique. */
	readonly reports: string[] = [];
	readonly proofs: Proof[] = [];
}
