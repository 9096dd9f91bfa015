import {
	NodeApiError,
	type DeclarativeRestApiSettings,
	type IExecutePaginationFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { inItem } from '../inItem';
import { ListEnd } from '../listEnd';
import { limitOf } from '../parameters/limit';
import type { Cursor, ListPage, Pagination, RequestOptions } from '../policy';

type Request = DeclarativeRestApiSettings.ResultOptions;

/** The results of reading a list. */
interface Pages {
	/** Takes the items of a page, and returns whether more are wanted. */
	take: (items: INodeExecutionData[]) => boolean;
	/** How many different items there are so far. */
	count: () => number;
	/** Makes a request and returns its page. */
	read: (options: RequestOptions) => Promise<ListPage>;
}

/** How often a list is read while it becomes shorter each time. */
const MAX_READINGS = 3;

/**
 * Reads a list page by page: all of it, or up to the limit that the user set (`returnAll`, `limit`). When something is
 * removed from a list, what follows moves towards pages that were already read, and would be missed: it is read again.
 * @param payload the payload of the request
 * @param readPage makes one request and returns its page
 * @throws NodeApiError if a cursor occurs again, or the list has no end
 */
export async function readPages(
	context: IExecutePaginationFunctions,
	request: Request,
	pagination: Pagination,
	payload: unknown,
	readPage: (request: Request) => Promise<ListPage>,
): Promise<INodeExecutionData[]> {
	const limit = pagination.limit?.(payload) ?? limitOf(context);
	const found = new Map<string, INodeExecutionData>();
	const isWanted = (item: INodeExecutionData) => pagination.filter?.(item, payload) ?? true;
	const wanted = () => [...found.values()].filter(isWanted).slice(0, limit);
	const take = (items: INodeExecutionData[]) => {
		for (const item of items) {
			const key = pagination.key(item);
			if (!found.has(key)) found.set(key, item);
		}
		return wanted().length < limit;
	};
	const read = async (options: RequestOptions) => await readPage({ ...request, options });
	const { cursor, walk } = pagination;
	/** @returns whether some may be missed */
	const readAll = async (): Promise<boolean> => {
		found.clear();
		if (walk) {
			const steps = walk(request.options, ({ items }) => take(items));
			let step = steps.next();
			while (!step.done) step = steps.next(await read(step.value));
			return step.value;
		}
		if (cursor) {
			const count = () => found.size;
			const why = await followCursors(request.options, cursor, { take, read, count });
			if (why) throw endless(context, why);
			return false;
		}
		const end = new ListEnd();
		const totals: number[] = [];
		let next: RequestOptions | undefined = request.options;
		while (next && wanted().length < limit) {
			const page: ListPage = await read(next);
			const before = [...found.values()];
			take(page.items);
			totals.push(pagination.total?.(page) ?? totals.at(-1) ?? 0);
			next = end.isReached(page.items.map(pagination.key))
				? undefined
				: pagination.next?.(next, page, before);
		}
		return totals.some((total, page) => total < totals[page - 1]);
	};
	for (let readings = 1; (await readAll()) && wanted().length < limit; readings++) {
		if (readings === MAX_READINGS) {
			const { name } = context.getNode();
			context.logger.warn(
				`${name}: the list became shorter each time that it was read, so entries may be missing.`,
			);
			break;
		}
	}
	return wanted();
}

/** How many consecutive pages, each with a new cursor, may contain nothing new before the list counts as endless. */
const MAX_PAGES_WITHOUT_NEWS = 100;

/** @returns why the list has no end; undefined if it was read as far as it is wanted */
async function followCursors(
	first: RequestOptions,
	cursor: Cursor,
	{ take, count, read }: Pages,
): Promise<string | undefined> {
	const seen = new Set<string>();
	let options = first;
	for (let withoutNews = 0; withoutNews < MAX_PAGES_WITHOUT_NEWS;) {
		const page = await read(options);
		const before = count();
		const next = cursor.of(page) ?? '';
		if (!take(page.items) || next === '') return undefined;
		if (seen.has(next)) return 'The cursor of a page came a second time';
		seen.add(next);
		withoutNews = count() === before ? withoutNews + 1 : 0;
		options = cursor.request(options, next);
	}
	return `${MAX_PAGES_WITHOUT_NEWS} pages in a row brought nothing new, and each named another one`;
}

function endless(context: IExecutePaginationFunctions, why: string): NodeApiError {
	const itemIndex = context.getItemIndex();
	const message = `The list has no end${inItem(itemIndex)}`;
	const description = `${why}, so not all of the list can be read. Set a limit to get what comes before, and tell the provider's support.`;
	return new NodeApiError(context.getNode(), {}, { message, description, itemIndex });
}
