import { z } from 'zod';
import type { StempSwitches } from './switches';

const pageQuery = z.object({
	page: z.coerce.number().int().nonnegative().default(0),
	size: z.coerce.number().int().positive().optional(),
});

/** The totals of the whole list. */
const told = (number: number, size: number, totalElements: number) => ({
	page: { number, size, totalElements, totalPages: Math.ceil(totalElements / size) },
});

const TOTALS = { shown: told, asked: told, none: () => ({}) };

/** The page of a list that a query requests, in stemp's envelope. */
export function pageOf<Row>(
	oldestFirst: Row[],
	query: unknown,
	usualSize: number,
	{ order, largestPage, totals }: StempSwitches,
) {
	const { page, size = usualSize } = pageQuery.parse(query);
	const rows = order === 'newest first' ? [...oldestFirst].reverse() : oldestFirst;
	const shown = Math.min(size, largestPage);
	return {
		content: rows.slice(page * shown, (page + 1) * shown),
		...TOTALS[totals](page, totals === 'asked' ? size : shown, rows.length),
	};
}
