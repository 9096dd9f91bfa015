import type { INodeExecutionData } from 'n8n-workflow';
import type { RunError, RunResult } from '../../tools/engine/engine';
import type { Row } from '../../tools/providers/operations';
import { hasWord } from './carriedOut';

/** The outcome of an item, a poll or a push, as the user sees it. */
export type SeenOutcome =
	| 'ok'
	| 'failed'
	| 'notSent'
	| 'refused'
	| 'maybeSent'
	| 'stopped'
	| 'poll failed'
	| 'put off'
	| 'rejected';

/** A failure that the user sees, and the item it is about. */
export interface SeenFailure {
	item?: number;
	message: string;
	description: string;
	/** `error.details.outcome`, for sends. */
	outcome?: SeenOutcome;
}

/** What one execution left: what the user sees, and what was written to the log meanwhile. */
export interface Execution {
	result: RunResult;
	log: string[];
}

export const pairedWith = ({ pairedItem }: INodeExecutionData): number | undefined => {
	if (typeof pairedItem === 'number') return pairedItem;
	return Array.isArray(pairedItem) ? pairedItem[0]?.item : pairedItem?.item;
};

interface FailedJson {
	/** n8n's own failures are strings. */
	error: string | { message: string; details?: { outcome?: SeenOutcome; description?: string } };
}

export const isFailed = ({ json }: INodeExecutionData) => json.error !== undefined;

/** The output items of a node, including failed ones. */
export const outputsOf = ({ result }: Execution, node: string): INodeExecutionData[] =>
	[0, 1].flatMap((output) => result.items(node, output));

/** The failures of an execution: of its items, and the one that it ended with. */
export function failuresOf(execution: Execution, node: string): SeenFailure[] {
	const ofItems = outputsOf(execution, node)
		.filter(isFailed)
		.map((output): SeenFailure => {
			const { error } = output.json as unknown as FailedJson;
			const { message, details } = typeof error === 'string' ? { message: error } : error;
			return {
				item: pairedWith(output),
				message,
				description: details?.description ?? '',
				outcome: details?.outcome,
			};
		});
	const { error } = execution.result;
	return error ? [...ofItems, ofExecution(error)] : ofItems;
}

function ofExecution({ message, description, context }: RunError): SeenFailure {
	return {
		item: context?.itemIndex as number | undefined,
		message,
		description: description ?? '',
		outcome: context?.outcome as SeenOutcome | undefined,
	};
}

/** In characters: more than the traces of twenty sends take, and more than anyone reads. */
const LONGEST = 5000;

/** Problems with the texts of an error; `more` are further claims about it. */
export function problemsIn(
	message: string,
	description: string,
	more: Array<[string, boolean]> = [],
): string[] {
	const text = `${message}\n${description}`;
	const claims: Array<[string, boolean]> = [
		['no message', message === ''],
		['no description: it does not say what to do', description === ''],
		['"undefined" or the like', /undefined|\bnull\b|\bNaN\b|\[object/.test(text)],
		['HTML', /<\/?[a-z!][^>]*>/i.test(text)],
		['too long to be read', text.length > LONGEST],
		...more,
	];
	return claims.filter(([, isTrue]) => isTrue).map(([claim]) => `an error has ${claim}: ${text}`);
}

/** The words with which failures say what an operation did. For other operations, any word is accepted. */
const PAST_TENSES: Array<[operation: RegExp, word: RegExp]> = [
	[/\.send\b/, /^sent$/],
	[/\.create/, /^(created|scheduled)$/],
	[/\.delete/, /^deleted$/],
];

const hasPastTense = (word = '', operation: string) =>
	word !== '' && PAST_TENSES.every(([name, words]) => !name.test(operation) || words.test(word));

/** Whether a message begins as its outcome requires. */
const FIRST_WORDS: Partial<Record<SeenOutcome, (message: string, operation: string) => boolean>> = {
	notSent: (message, operation) => hasPastTense(/^Not ([a-z ]+): /.exec(message)?.[1], operation),
	maybeSent: (message, operation) =>
		hasPastTense(/^May have been ([a-z ]+): /.exec(message)?.[1], operation),
	refused: (message) => message.startsWith('Refused: '),
};

/** Problems with a failure, as its user sees it. */
export const problemsOf = (
	{ message, description, outcome, item }: SeenFailure,
	row: Row,
	operation: string,
) =>
	problemsIn(message, description, [
		[
			'other first words than its outcome has',
			outcome !== undefined && !FIRST_WORDS[outcome]?.(message, operation),
		],
		['no outcome', row.kind !== 'read' && outcome === undefined],
		['an outcome, though nothing is sent', row.kind === 'read' && outcome !== undefined],
		['no item', item === undefined],
	]);

/** Outputs without a link, and input items of sends to which no output is linked: only lists may be empty. */
export function brokenLinks(
	execution: Execution,
	node: string,
	items: number,
	{ kind }: Row,
): string[] {
	const linked = outputsOf(execution, node).map(pairedWith);
	const stray = linked.filter((item) => item === undefined || item < 0 || item >= items).length;
	const missing = Array.from({ length: items }, (_, item) => item).filter(
		(item) => kind !== 'read' && !linked.includes(item),
	);
	return [
		...(stray > 0 ? [`${stray} outputs are linked to no item`] : []),
		...(missing.length > 0 ? [`no output is linked to the items ${missing.join(', ')}`] : []),
	];
}

/** Whether the workflow, or a person who reads its failures and the log, learns that an item was carried out. */
export function isKnown(
	executions: Execution[],
	node: string,
	item: number,
	knownAs: string[],
): boolean {
	return executions.some((execution) => {
		// n8n drops the results of a stopped execution: then only the log can show it.
		const isDropped = execution.result.status === 'canceled';
		const { error } = isDropped ? {} : execution.result;
		const told = [error?.message ?? '', error?.description ?? '', ...execution.log].join('\n');
		if (isDropped) return knownAs.some((name) => hasWord(told, name));
		const isOut = outputsOf(execution, node).some(
			(output) => pairedWith(output) === item && !isFailed(output),
		);
		const isSuspected = failuresOf(execution, node).some(
			(failure) => failure.item === item && failure.outcome === 'maybeSent',
		);
		return isOut || isSuspected || knownAs.some((name) => hasWord(told, name));
	});
}

/** What the user sees of an execution, in the words of the report. */
export function outcomesOf(execution: Execution, node: string): SeenOutcome[] {
	if (execution.result.status === 'canceled') {
		const isSuspected = execution.log.some((line) => line.includes('May have been'));
		return isSuspected ? ['stopped', 'maybeSent'] : ['stopped'];
	}
	const outcomes = failuresOf(execution, node).map(({ outcome }) => outcome ?? 'failed');
	return outcomes.length > 0 ? [...new Set(outcomes)].sort() : ['ok'];
}
