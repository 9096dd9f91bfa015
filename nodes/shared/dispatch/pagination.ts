import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import { ListEnd } from '../listEnd';
import { limitOf } from '../parameters/limit';
import type { Pagination, RequestOptions } from '../policy';

type Request = DeclarativeRestApiSettings.ResultOptions;

/**
 * Reads a list page by page: all of it, or up to the limit that the user set (`returnAll`, `limit`).
 * @param payload what the request is about
 * @param readPage makes one request and returns its items
 * @param lastBody the body of the latest answer
 */
export async function readPages(
	context: IExecutePaginationFunctions,
	request: Request,
	pagination: Pagination,
	payload: unknown,
	readPage: (request: Request) => Promise<INodeExecutionData[]>,
	lastBody: () => unknown,
): Promise<INodeExecutionData[]> {
	const limit = pagination.limit?.(payload) ?? limitOf(context);
	const found = new Map<string, INodeExecutionData>();
	const end = new ListEnd();
	const isWanted = (item: INodeExecutionData) => pagination.filter?.(item, payload) ?? true;
	const wanted = () => [...found.values()].filter(isWanted).slice(0, limit);
	const take = (items: INodeExecutionData[]) => {
		for (const item of items) {
			const key = pagination.key(item);
			if (!found.has(key)) found.set(key, item);
		}
		return wanted().length < limit;
	};
	if (pagination.walk) {
		const walk = pagination.walk(request.options, ({ items }) => take(items));
		for (let step = walk.next(); !step.done;) {
			const items = await readPage({ ...request, options: step.value });
			step = walk.next({ body: lastBody(), items });
		}
		return wanted();
	}
	for (let next: Request | undefined = request; next && wanted().length < limit;) {
		const items = await readPage(next);
		const before = [...found.values()];
		take(items);
		const options: RequestOptions | undefined = end.isReached(items.map(pagination.key))
			? undefined
			: pagination.next?.(next.options, { body: lastBody(), items }, before);
		next = options && { ...request, options };
	}
	return wanted();
}
