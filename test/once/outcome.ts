import type { INodeExecutionData } from 'n8n-workflow';
import type { RunResult } from '../../tools/engine/engine';

/** The overall outcome of a message, in the words of the table. */
export type Outcome =
	/** It was accepted once, and the user has the result. */
	| 'once'
	/** The same; a lookup found it at the provider. */
	| 'found'
	/** Nothing more was sent, and the user learns that it may have been sent. */
	| 'unknown'
	/** Nothing more was sent, because the provider refused it: it already has it. */
	| 'refused'
	/** It was accepted again. */
	| 'sent again';

/** What the user learns about a message from one run of the node. */
export interface Told {
	/** The output of the message, if there is one, with its mark. */
	output?: { alreadySent?: unknown };
	/** The failure that the run ended with. */
	failure?: string;
}

/** What the last run of a node in an execution shows for one of its items. */
export function toldBy(result: RunResult, node: string, item: number): Told {
	const isOfItem = ({ pairedItem }: INodeExecutionData) =>
		typeof pairedItem === 'object' && !Array.isArray(pairedItem) && pairedItem.item === item;
	const output = result.items(node).find(isOfItem)?.json;
	return { output, failure: result.error?.message };
}

/** What an agent's model receives as the answer to its last call. */
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
		// n8n answers the model with plain text if the tool could not run.
		return { failure: text };
	}
}

/** What the provider received for a message. */
export interface Seen {
	/** How often it had carried it out before the last execution, and in total. */
	before: number;
	inAll: number;
	/** How many lookups and how many sends of the message it received in the last execution. */
	lookups: number;
	sends: number;
}

/**
 * The outcome of a message.
 * @returns other words than the table's for what must not happen: held back, or reported wrongly
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
