import { createServer } from 'node:http';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { routing } from '../../../../nodes/shared/dispatch/routing';
import { isObject, objectsIn, textOf } from '../../../../nodes/shared/json';
import { limitOf } from '../../../../nodes/shared/parameters/limit';
import type { Cursor, ErrorTable, Policy } from '../../../../nodes/shared/policy';
import { chain, start } from '../../../../tools/engine/chain';
import { setStage } from '../../../../tools/engine/stage';
import { COURIER, courier, CourierNode } from '../../../support/courier';
import { useLoopbackServers } from '../../../support/loopbackServers';

const errors: ErrorTable = {
	service: 'Courier',
	code: [],
	message: ['message'],
	hints: {},
	rateLimitHeaders: { retryAfter: 'X-Come-Back-In' },
};

const inBody: Cursor = {
	of: ({ body }) => (isObject(body) ? textOf(body.next_cursor) : undefined),
	request: (request, cursor) => ({ ...request, qs: { ...request.qs, cursor } }),
};

const inLinkHeader: Cursor = {
	of: ({ headers }) => /<([^<>]*)>; rel="next"/.exec(textOf(headers.link))?.[1],
	request: (request, url) => ({ ...request, url, qs: {} }),
};

const listing = (cursor: Cursor): Policy<number> => ({
	kind: 'read',
	rateLimit: { inFlight: 5 },
	errors,
	pagination: { cursor, limit: (limit) => limit, key: ({ json }) => textOf(json.id) },
});

const operation = (value: string, cursor: Cursor) => ({
	name: value,
	value,
	routing: routing({
		policy: listing(cursor),
		request: { method: 'GET' as const, url: '/letters', qs: { size: 2 } },
		async prepare(request) {
			return { request, payload: limitOf(this) };
		},
		toItems: async ([{ json }]) => objectsIn(json.letters).map((letter) => ({ json: letter })),
	}),
});

/** Lists whose answers contain the cursor of the next page. */
const listingCourier = new CourierNode(
	[operation('inBody', inBody), operation('inLinkHeader', inLinkHeader)],
	[
		{ displayName: 'Return All', name: 'returnAll', type: 'boolean', default: false },
		{ displayName: 'Limit', name: 'limit', type: 'number', default: 50 },
	],
);

const stage = setStage({ extraNodes: { [COURIER]: listingCourier } });
const serve = useLoopbackServers();

/** The letters of a page, and the cursor of the next one. */
type Page = [ids: string[], next?: string];

/** Reads a list whose pages are keyed by cursor, the first by ''. */
async function read(
	parameters: INodeParameters,
	pageAt: (cursor: string) => Page,
	throttled: IDataObject[] = [],
) {
	const asked: string[] = [];
	const times: number[] = [];
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '', 'http://127.0.0.1');
		const cursor = url.searchParams.get('cursor') ?? '';
		asked.push(cursor);
		times.push(performance.now());
		response.setHeader('content-type', 'application/json');
		const [headers] = throttled.splice(0, 1);
		if (headers) {
			response.writeHead(429, headers as Record<string, string>).end('{}');
			return;
		}
		const [ids, next] = pageAt(cursor);
		const link = `<${url.pathname}?cursor=${next}>; rel="next"`;
		if (next) response.setHeader('link', link);
		const letters = ids.map((id) => ({ id }));
		response.end(JSON.stringify({ letters, next_cursor: next ?? null }));
	});
	const baseUrl = `http://127.0.0.1:${await serve(server)}`;
	const { items, error } = await stage.engine.run(chain(start, courier({ parameters })), {
		credentials: { stampeeApi: { environment: 'custom', baseUrl, apiToken: 'courier-token' } },
	});
	const ids = error ? [] : items('Courier').map(({ json }) => json.id);
	return { ids, error, asked, times };
}

const pages = (given: Record<string, Page>) => (cursor: string) => given[cursor];
const all = { returnAll: true };

describe.each(['inBody', 'inLinkHeader'])('A list whose cursor stands %s', (where) => {
	const operation = { operation: where };
	const three = pages({ '': [['a', 'b'], 'x'], x: [['c', 'd'], 'y'], y: [['e']] });

	it('is read to the page without a cursor', async () => {
		const { ids, asked } = await read({ ...operation, ...all }, three);
		expect(ids).toEqual(['a', 'b', 'c', 'd', 'e']);
		expect(asked).toEqual(['', 'x', 'y']);
	});

	it('is read no further than the limit wants', async () => {
		const { ids, asked } = await read({ ...operation, limit: 3 }, three);
		expect(ids).toEqual(['a', 'b', 'c']);
		expect(asked).toEqual(['', 'x']);
	});

	it('goes on after an empty page that has a cursor', async () => {
		const withGap = pages({ '': [['a'], 'x'], x: [[], 'y'], y: [['b']] });
		const { ids } = await read({ ...operation, ...all }, withGap);
		expect(ids).toEqual(['a', 'b']);
	});

	it('fails where a cursor comes a second time, and does not pass for the whole', async () => {
		const circle = pages({ '': [['a'], 'x'], x: [['b'], 'y'], y: [['c'], 'x'] });
		const { error, asked } = await read({ ...operation, ...all }, circle);
		expect(error?.message).toBe('The list has no end [item 0]');
		expect(error?.description).toContain('a second time');
		expect(asked).toEqual(['', 'x', 'y']);
	});

	it('gives what comes before such a cursor, if no more is wanted', async () => {
		const circle = pages({ '': [['a'], 'x'], x: [['b'], 'x'] });
		const { ids } = await read({ ...operation, limit: 2 }, circle);
		expect(ids).toEqual(['a', 'b']);
	});

	it('fails where one empty page after the other names another one', async () => {
		let count = 0;
		const { error, asked } = await read({ ...operation, ...all }, () => [[], `c${++count}`]);
		expect(error?.description).toContain('100 pages in a row brought nothing new');
		expect(asked).toHaveLength(100);
	});
});

describe('A provider that has a name of its own for Retry-After', () => {
	const one = pages({ '': [['a']] });

	it('is asked again when it says under that name', async () => {
		const { ids, times } = await read(all, one, [{ 'x-come-back-in': '3' }]);
		expect(ids).toEqual(['a']);
		expect(times[1] - times[0]).toBeGreaterThanOrEqual(2_900);
	});

	it('means nothing by the usual one', async () => {
		const { ids, times } = await read(all, one, [{ 'retry-after': '600' }]);
		expect(ids).toEqual(['a']);
		expect(times[1] - times[0]).toBeLessThan(10_000);
	});
});
