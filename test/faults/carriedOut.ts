import type { JournalRequest } from '../../sandbox';
import type { Row } from '../../tools/providers/operations';

/** Whether a text contains a name as a separate word. */
export const hasWord = (text: string, name: string): boolean => {
	const literal = name.replace(/[^\w-]/g, '\\$&');
	return new RegExp(`(?<![\\w-])${literal}(?![\\w-])`).test(text);
};

/** The requests for an item that the provider carried out. */
export const acceptedFor = (requests: JournalRequest[], name: string): JournalRequest[] =>
	requests.filter(
		({ carriedOut, path, query, body }) =>
			carriedOut !== undefined &&
			(path.split('/').includes(name) || hasWord(JSON.stringify([query, body]), name)),
	);

/** The IDs in the provider's answers to requests that it carried out. */
export const idsOf = (
	{ ids }: Pick<Row, 'ids'>,
	accepted: Array<{ carriedOut?: string }>,
): string[] => accepted.flatMap(({ carriedOut = '' }) => ids?.(JSON.parse(carriedOut)) ?? []);

/** The provider's own ID in the answer to a request; '' if it has none. */
const ownIdOf = (
	{ ids, ownIds = ids }: Pick<Row, 'ids' | 'ownIds'>,
	request: JournalRequest,
): string => (ownIds?.(JSON.parse(request.carriedOut ?? '')) ?? []).sort().join();

/**
 * The accepted requests that had an effect. A provider may answer a known key with a success and the ID of what it
 * did before: then the request had no effect.
 */
export function withEffect(
	row: Pick<Row, 'ids' | 'ownIds'>,
	accepted: JournalRequest[],
): JournalRequest[] {
	const known = new Set<string>();
	return accepted.filter((request) => {
		const id = ownIdOf(row, request);
		const isKnown = id !== '' && known.has(id);
		known.add(id);
		return !isKnown;
	});
}

/** Requests as a breach names them, each with the provider's ID for its effect. */
export const namesOf = (row: Pick<Row, 'ids' | 'ownIds'>, accepted: JournalRequest[]): string =>
	accepted
		.map(
			(request) =>
				`${request.method} ${request.path} -> ${ownIdOf(row, request) || 'done, without an ID'}`,
		)
		.join('; ');
