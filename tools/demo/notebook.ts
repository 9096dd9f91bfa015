/** A file that proves something about a message. */
export interface Proof {
	/** What it is the proof of, in words: what makes it different from every other proof. */
	name: string;
	/** The recipient. */
	who: string;
	/** The provider's word for what it proves. */
	type: string;
	/** The same in the words of ETSI EN 319 522. */
	event: string | null;
	fileName: string;
	/** In hexadecimal, of the content that the node gave. */
	sha256: string;
}

/** A line of the timeline. */
export interface Entry {
	/** By the sandbox's clock. */
	at: Date;
	who: string;
	what: string;
	/** Where it stands, in the words that are the same for all providers. */
	state: string;
	/** The event of ETSI EN 319 522, if it is one. */
	event?: string | null;
}

/** Everything that an act sees happen, in that order. */
export class Notebook {
	readonly timeline: Entry[] = [];
	/** What workflows reported, in words: what makes it different from every other report. */
	readonly reports: string[] = [];
	readonly proofs: Proof[] = [];
}
