import type { INodeExecutionData } from 'n8n-workflow';
import type { RunResult } from '../../tools/engine/engine';

/** What becomes of a message in all, as the table says it. */
export type Outcome =
	/** It was accepted once, and the user has what it came to. */
	| 'once'
	/** The same; the provider was asked, and has it. */
	| 'found'
	/** Nothing was sent any more, and the user is told that it may have been. */
	| 'unknown'
	/** Nothing was sent any more, for the provider refused it: it has it already. */
	| 'refused'
	/** It was accepted once more. */
	| 'sent again';

/** What the user is told of a message by one run of the node. */
export interface Told {
	/** Whether it is among the outputs, and how it is marked there. */
	output?: { alreadySent?: unknown };
	/** The failure that it ended with. */
	failure?: string;
}

/** What the last run of a node in an execution tells of one of its items. */
export function toldBy(result: RunResult, node: string, item: number): Told {
	const isOfItem = ({ pairedItem }: INodeExecutionData) =>
		typeof pairedItem === 'object' && !Array.isArray(pairedItem) && pairedItem.item === item;
	const output = result.items(node).find(isOfItem)?.json;
	return { output, failure: result.error?.message };
}

/** What an agent's model reads as the answer to its last call. */
export function toldToAgent(result: RunResult, agent: string): Told {
	interface Answer {
		text?: string;
		error?: Error;
	}
	const { answers } = result.items(agent)[0].json as unknown as { answers: Answer[] };
	const { text = '', error } = answers.at(-1) ?? {};
	if (error) return { failure: error.message };
	try {
		const [item] = JSON.parse(text) as Array<NonNullable<Told['output']>>;
		return { output: item };
	} catch {
		// n8n answers the model in prose when the tool could not run.
		return { failure: text };
	}
}

/** What the provider saw of a message. */
export interface Seen {
	/** How often it had carried it out before the last execution, and in all. */
	before: number;
	inAll: number;
	/** How often it was asked in the last execution whether it has it, and how often it was told to send it. */
	lookups: number;
	sends: number;
}

/**
 * What became of a message.
 * @returns words beside those of the table for what must not be: held back, or told wrong
 */
export function outcomeOf({ output, failure }: Told, seen: Seen, isMarked: boolean): string {
	if (seen.inAll > 1) return 'sent again';
	if (!output) {
		if (failure?.startsWith('May have been ')) return 'unknown';
		if (failure?.startsWith('Refused: ') && seen.before > 0) return 'refused';
		return `failed: ${failure ?? 'no output'}`;
	}
	if (seen.inAll === 0) return 'held back without a word';
	const wasSent = seen.before > 0;
	if (isMarked && wasSent && output.alreadySent !== true) return 'given out as if it were new';
	return wasSent && seen.lookups > 0 && seen.sends === 0 ? 'found' : 'once';
}
