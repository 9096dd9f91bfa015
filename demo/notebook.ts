/** What a trigger reported, by what makes it different from every other report. */
export interface Report {
	kind: 'customer' | 'status' | 'evidence';
	/** Of the customer, or of the letter's recipient. */
	email: string;
	/** Stampee's own word: a state, a status, or a type of evidence. */
	mark: string;
}

/** A PDF that proves something about a letter. */
export interface Proof {
	/** Of the letter's recipient. */
	email: string;
	/** The recipient's name. */
	who: string;
	/** Stampee's word for what it proves. */
	type: string;
	/** The same in the words of ETSI EN 319 522. */
	event: string | null;
	fileName: string;
	/** In hexadecimal, as the node computed it. */
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

/** Everything that the demonstration sees happen, in that order. */
export class Notebook {
	readonly timeline: Entry[] = [];
	readonly reports: Report[] = [];
	readonly proofs: Proof[] = [];
}
