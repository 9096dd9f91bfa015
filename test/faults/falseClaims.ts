import type { JournalRequest } from '../../sandbox';
import type { FaultCase } from './faults';
import type { Row } from '../../tools/providers/operations';
import { idsOf, hasWord } from './carriedOut';
import {
	failuresOf,
	isFailed,
	outputsOf,
	pairedWith,
	type Execution,
	type SeenFailure,
} from './userView';

/** What the provider did, with which the claims of an execution are compared. */
export interface ProviderFacts {
	row: Row;
	fault: FaultCase;
	/** Each request of the execution meets the fault. */
	meetsAll: boolean;
	/** By item; empty for a read, which has no effect. */
	items: Array<{
		/** The requests for it that were carried out, by execution. */
		accepted: JournalRequest[][];
	}>;
}

/** Words that promise that an item can be run again. A send that may have been made is "not sent again". */
const UNSENT_WORDS = /^not [a-z ]+: |\bnot sent\b(?! again)|safe to run this item again/im;

const claimsUnsent = ({ outcome, message, description }: SeenFailure) =>
	outcome === 'notSent' || UNSENT_WORDS.test(`${message}\n${description}`);

/**
 * The false claims of executions, once everything late has arrived:
 * - "not sent" or "refused", for a request that the provider carried out
 * - "not sent", where an answer was lost and so nobody can know
 * - a success, for an item that the provider never carried out, or with the ID of something else
 * - anything other than "not sent", where nothing can have left
 */
export function falseClaimsIn(
	executions: Execution[],
	node: string,
	told: ProviderFacts,
): string[] {
	const { row, fault, items } = told;
	if (items.length === 0) return [];
	return executions.flatMap((execution, which) => {
		// n8n shows no results of a stopped execution.
		if (execution.result.status === 'canceled') return [];
		const failures = failuresOf(execution, node);
		const isHit = which === 0;
		const ofFailures = failures.flatMap((failure) => {
			const { item = -1, message, outcome } = failure;
			const accepted = items[item]?.accepted[which] ?? [];
			const says = claimsUnsent(failure);
			const claims: Array<[string, boolean]> = [
				['"not sent", and it was carried out', says && accepted.length > 0],
				[
					'"refused", and it was carried out',
					outcome === 'refused' && accepted.length > 0 && !says,
				],
				['"not sent" without proof', says && isHit && fault.losesAnswer === true],
				[
					'nothing can have left, and it does not say "not sent"',
					isHit && fault.isUnsent === true && outcome !== 'notSent',
				],
			];
			return claims
				.filter(([, isTrue]) => isTrue)
				.map(([claim]) => `false word: ${claim}: ${message}`);
		});
		const ofOutputs = outputsOf(execution, node)
			.filter((output) => !isFailed(output))
			.flatMap((output) => {
				const item = pairedWith(output) ?? -1;
				const accepted = items[item]?.accepted.slice(0, which + 1).flat() ?? [];
				if (accepted.length === 0)
					return [`false word: item ${item} came out, and was never carried out`];
				const ids = idsOf(row, accepted);
				const text = JSON.stringify(output.json);
				const isOwn = ids.length === 0 || ids.some((id) => hasWord(text, id));
				return isOwn ? [] : [`false word: item ${item} came out under the id of something else`];
			});
		const isSilent = isHit && fault.isUnsent && told.meetsAll && failures.length === 0;
		return [
			...ofFailures,
			...ofOutputs,
			...(isSilent ? ['false word: nothing can have left, and nothing fails'] : []),
		];
	});
}
