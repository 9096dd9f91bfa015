import type { Switch } from './switches';

/** Something that a provider documents. */
export interface Fact<Name extends string = string> {
	/** The documented fact, as a sentence without its full stop. */
	says: string;
	/** The document that contains it. */
	source: string;
	/** The switches by which the sandbox can be made to differ, for tests. */
	switches?: Name[];
}

/** Something that the provider's documents leave open, or contradict each other about. */
export interface Unknown<Name extends string = string> {
	/** The open question, in the words of docs/undocumented.md. */
	question: string;
	/** What the nodes do about it; links are those of a page in docs/. */
	handling: string;
	/** Which document leaves it open, and how. */
	source: string;
	/** The switches that decide what the sandbox does instead. */
	switches?: Name[];
}

/**
 * A provider's contract as far as it is known: what its documents state and what they leave open, each with its
 * source and the switches of the sandbox for it. The page of what is not documented, the page of the sandbox and the
 * contract check (`npm run check`) are made from it.
 */
export interface Contract<Name extends string = string> {
	/** The declarations of the switches, each of which belongs to one fact, one unknown, or the account. */
	switches: Record<Name, Switch>;
	/** By names that reports use. */
	facts: Record<string, Fact<Name>>;
	/** By names that reports use; in the order of docs/undocumented.md. */
	unknowns: Record<string, Unknown<Name>>;
	/** Switches that concern the account and not the provider, each with its meaning. */
	ofAccount: { [Each in Name]?: string };
}

/** Declares a contract, held to the names of the switches. */
export const contractOf = <Name extends string>(
	contract: Contract<NoInfer<Name>> & { switches: Record<Name, Switch> },
): Contract => contract;
