import type { CourierOffice } from './courierOffice';
import { openCourierOffice } from './courierOffice';
import { status } from './courierServer';
import { courier } from './courierWorkflow';

describe('the editor', () => {
	let office: CourierOffice;
	const credentials = () => ({ courierApi: { baseUrl: office.server.url, token: 'secret' } });

	beforeAll(async () => {
		office = await openCourierOffice();
	});
	afterEach(() => office.server.forget());
	afterAll(() => office.close());

	it('searches a list page by page, with the credential applied', async () => {
		office.server.answer('/depots', { depots: ['North'], next: '2' });
		const found = await office.engine.searchList(courier(), 'searchDepots', {
			credentials: credentials(),
			filter: 'nor',
			paginationToken: '1',
		});
		expect(found).toEqual({
			results: [{ name: 'North', value: 'North' }],
			paginationToken: '2',
		});
		expect(office.server.seen[0].headers['x-token']).toBe('secret');
		expect(office.server.seen[0].query).toMatchObject({ filter: 'nor', page: '1' });
	});

	it('loads options, which see the node’s parameters', async () => {
		const options = { credentials: credentials() };
		const { results } = await office.engine.searchList(courier(), 'getDelays', options);
		expect(results).toEqual([{ name: 'courierApi', value: 1 }]);
	});

	it('shows the error of a list that can’t be searched', async () => {
		office.server.answer('/depots', status(403));
		await expect(
			office.engine.searchList(courier(), 'searchDepots', { credentials: credentials() }),
		).rejects.toMatchObject({ httpCode: '403' });
	});

	it('knows no methods but the node’s', async () => {
		await expect(
			office.engine.searchList(courier(), 'searchMoons', { credentials: credentials() }),
		).rejects.toThrow("'searchMoons'");
	});
});
