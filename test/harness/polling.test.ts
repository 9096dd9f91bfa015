import type { IDataObject } from 'n8n-workflow';
import type { CourierOffice } from './courierOffice';
import { openCourierOffice } from './courierOffice';
import { status } from './courierServer';
import { chain } from '../../tools/engine/chain';
import { courier } from './courierWorkflow';

const workflow = chain({
	...courier(),
	name: 'Trigger',
	type: 'n8n-nodes-courier.courierTrigger',
	parameters: {},
});

describe('a polling tick', () => {
	let office: CourierOffice;
	const credentials = () => ({ courierApi: { baseUrl: office.server.url, token: 'secret' } });

	beforeAll(async () => {
		office = await openCourierOffice();
	});
	afterEach(() => office.server.forget());
	afterAll(() => office.close());

	it('returns what the trigger emits, with its credential applied', async () => {
		office.server.answer('/arrived', [{ id: 1 }, { id: 2 }]);
		const { items, error } = await office.engine.poll(workflow, {
			credentials: credentials(),
			staticData: {},
		});
		expect(error).toBeUndefined();
		expect(items?.map(({ json }) => json)).toEqual([{ id: 1 }, { id: 2 }]);
		expect(office.server.seen[0].headers['x-token']).toBe('secret');
	});

	it('returns null when the trigger emits nothing', async () => {
		office.server.answer('/arrived', []);
		const { items } = await office.engine.poll(workflow, {
			credentials: credentials(),
			staticData: {},
		});
		expect(items).toBeNull();
	});

	it('finds the static data that the tick before left', async () => {
		office.server.answer('/arrived', [{ id: 1 }], []);
		const staticData: IDataObject = {};
		await office.engine.poll(workflow, { credentials: credentials(), staticData });
		await office.engine.poll(workflow, { credentials: credentials(), staticData });
		expect(office.server.seen.map(({ query }) => query.after)).toEqual([undefined, '1']);
		expect(staticData).toMatchObject({ last: 1, tries: 2 });
	});

	it('keeps static data only as JSON can hold it, as n8n does', async () => {
		office.server.answer('/arrived', [{ id: 1 }]);
		const staticData: IDataObject = {};
		await office.engine.poll(workflow, { credentials: credentials(), staticData });
		expect(staticData.seenAt).toBe('1970-01-01T00:00:00.000Z');
	});

	it('hands back the error of a failing trigger, whose changes so far stay', async () => {
		office.server.answer('/arrived', status(403));
		const staticData: IDataObject = {};
		const { items, error } = await office.engine.poll(workflow, {
			credentials: credentials(),
			staticData,
		});
		expect(items).toBeNull();
		expect(error).toMatchObject({ httpCode: '403', node: { name: 'Trigger' } });
		expect(staticData).toEqual({ tries: 1 });
	});

	it('hands back the error of a manual tick, too', async () => {
		office.server.answer('/arrived', status(403));
		const { error } = await office.engine.poll(workflow, {
			credentials: credentials(),
			mode: 'manual',
			staticData: {},
		});
		expect(error).toMatchObject({ httpCode: '403' });
	});

	it('hands back an error when nothing in the workflow polls', async () => {
		const { error } = await office.engine.poll(chain(courier()), {
			credentials: credentials(),
			staticData: {},
		});
		expect(error?.message).toContain('exactly one polling trigger');
	});

	it('tells the trigger its mode and its budget', async () => {
		office.server.answer('/arrived', [{ id: 1 }]);
		const options = { credentials: credentials(), staticData: {} };
		await office.engine.poll(workflow, { ...options, budgetMs: 1500 });
		const { items } = await office.engine.poll(workflow, { ...options, mode: 'manual' });
		expect(items).toHaveLength(1);
		expect(office.server.seen.map(({ query: { mode, budget } }) => [mode, budget])).toEqual([
			['trigger', '1500'],
			['manual', '300000'],
		]);
	});
});
