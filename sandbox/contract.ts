import type { Switch } from './switches';

/** Something that a provider documents. */
export interface Fact<Name extends string = string> {
	/** The documented fact, as a sentence without its full stop. */
	says: string;
	/** The document that contains it. */
	source: string;
	/** The switches that make the sandbox deviate from it, for tests. */
	switches?: Name[];
}

/** A question that the provider's documents leave open or answer inconsistently. */
export interface Unknown<Name extends string = string> {
	/** The open question, in the words of docs/undocumented.md. */
	question: string;
	/** What the nodes do about it; links are relative to docs/. */
	handling: string;
	/** Which document leaves it open, and how. */
	source: string;
	/** The switches that decide what the sandbox does instead. */
	switches?: Name[];
}

/**
 * A provider's contract as far as it is known: what its documents state and what they leave open, each with its source
 * and the sandbox's switches for it. The page on undocumented behaviour, the sandbox's page and the contract check
 * (`npm run check`) are derived from it.
 */
export interface Contract<Name extends string = string> {
	/** The declarations of the switches, each of which belongs to one fact, one unknown, or the account. */
	switches: Record<Name, Switch>;
	/** By the names used in reports. */
	facts: Record<string, Fact<Name>>;
	/** By the names used in reports, in the order of docs/undocumented.md. */
	unknowns: Record<string, Unknown<Name>>;
	/** Switches that concern the account and not the provider, each with its meaning. */
	ofAccount: { [Each in Name]?: string };
}

/** Declares a contract; its types allow only the names of declared switches. */
export const contractOf = <Name extends string>(
	contract: Contract<NoInfer<Name>> & { switches: Record<Name, Switch> },
): Contract => contract;
