import type { CourierOffice } from './courierOffice';
import { openCourierOffice } from './courierOffice';
import { status } from './courierServer';
import { chain, start } from '../../tools/engine/chain';
import { courier } from './courierWorkflow';

const signedIn = (type: string, id = '1') =>
	courier({
		parameters: { to: 'ada', authentication: type },
		credentials: { [type]: { id, name: 'Courier account' } },
	});

describe('a credential', () => {
	let office: CourierOffice;

	beforeAll(async () => {
		office = await openCourierOffice();
	});
	afterEach(() => office.server.forget());
	afterAll(() => office.close());

	it('puts its declared headers, query, body and login into the request', async () => {
		office.server.answer('/letters', { id: 'L1' });
		await office.engine.run(chain(start, signedIn('courierApi')), {
			credentials: { courierApi: { baseUrl: office.server.url, token: 'secret' } },
		});
		const [request] = office.server.seen;
		expect(request.headers['x-token']).toBe('secret');
		expect(request.query).toEqual({ account: 'main-office' });
		expect(JSON.parse(request.body)).toEqual({ to: 'ada', fromOffice: 'main-office' });
		expect(request.headers.authorization).toBe(`Basic ${btoa('main-office:secret')}`);
	});

	it('signs the request with its own function', async () => {
		office.server.answer('/letters', { id: 'L1' });
		await office.engine.run(chain(start, signedIn('courierSignedApi')), {
			credentials: { courierSignedApi: { baseUrl: office.server.url, secret: 'wax' } },
		});
		expect(office.server.seen[0].headers['x-signature']).toBe('POST with wax');
	});

	it('may hold expressions over the item', async () => {
		office.server.answer('/letters', { id: 'L1' });
		await office.engine.run(chain(start, signedIn('courierApi')), {
			input: [{ json: { branch: 'north' } }],
			credentials: {
				courierApi: { baseUrl: office.server.url, account: '={{ $json.branch }}' },
			},
		});
		expect(office.server.seen[0].query).toEqual({ account: 'north' });
	});

	it('is found by its id, or else by its type alone', async () => {
		office.server.answer('/letters', { id: 'L1' });
		const credentials = {
			courierApi: { baseUrl: office.server.url, token: 'of the first' },
			'courierApi:2': { baseUrl: office.server.url, token: 'of the second' },
		};
		await office.engine.run(chain(start, signedIn('courierApi', '1')), { credentials });
		await office.engine.run(chain(start, signedIn('courierApi', '2')), { credentials });
		expect(office.server.seen.map(({ headers }) => headers['x-token'])).toEqual([
			'of the first',
			'of the second',
		]);
	});

	it('logs in when it has no session, and keeps the session for later runs', async () => {
		office.server.answer('/login', { session: 'S1' }, { session: 'S2' });
		office.server.answer('/letters', { id: 'L1' });
		const credentials = { courierLoginApi: { baseUrl: office.server.url, user: 'ada' } };
		const workflow = chain(start, signedIn('courierLoginApi'));
		await office.engine.run(workflow, { credentials });
		await office.engine.run(workflow, { credentials });
		expect(office.server.seen.map(({ path, headers }) => [path, headers.authorization])).toEqual([
			['/login', undefined],
			['/letters', 'Bearer S1'],
			['/letters', 'Bearer S1'],
		]);
		expect(credentials.courierLoginApi).toHaveProperty('session', 'S1');
	});

	it('logs in again when its session has expired', async () => {
		office.server.answer('/login', { session: 'S2' });
		office.server.answer('/letters', status(401), { id: 'L1' });
		const credentials = {
			courierLoginApi: { baseUrl: office.server.url, user: 'ada', session: 'S1' },
		};
		const result = await office.engine.run(chain(start, signedIn('courierLoginApi')), {
			credentials,
		});
		expect(result.status).toBe('success');
		expect(office.server.seen.map(({ path, headers }) => [path, headers.authorization])).toEqual([
			['/letters', 'Bearer S1'],
			['/login', undefined],
			['/letters', 'Bearer S2'],
		]);
		expect(credentials.courierLoginApi.session).toBe('S2');
	});
});

describe('the test of a credential', () => {
	let office: CourierOffice;
	const test = (type = 'courierApi') =>
		office.engine.testCredential(type, { baseUrl: office.server.url, token: 'secret' });

	beforeAll(async () => {
		office = await openCourierOffice();
	});
	afterEach(() => office.server.forget());
	afterAll(() => office.close());

	it('is OK when the request succeeds, with the credential applied', async () => {
		office.server.answer('/me', { account: { open: true } });
		expect(await test()).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(office.server.seen[0].headers['x-token']).toBe('secret');
	});

	it('fails with what the provider says', async () => {
		office.server.answer('/me', (response) => response.writeHead(403, 'Go away').end());
		expect(await test()).toEqual({ status: 'Error', message: 'Go away' });
	});

	it('fails with the words of its rule for a status', async () => {
		office.server.answer('/me', status(402));
		expect(await test()).toEqual({ status: 'Error', message: 'The account is empty' });
	});

	it('fails with the words of its rule for a body', async () => {
		office.server.answer('/me', { account: { open: false } });
		expect(await test()).toEqual({ status: 'Error', message: 'The account is closed' });
	});

	it('fails when nobody answers', async () => {
		const nowhere = { baseUrl: 'http://127.0.0.1:1' };
		expect(await office.engine.testCredential('courierApi', nowhere)).toEqual({
			status: 'Error',
			message: 'ECONNREFUSED',
		});
	});

	it('fails when the type declares none', async () => {
		expect(await test('courierSignedApi')).toEqual({
			status: 'Error',
			message: 'No testing function found for this credential.',
		});
	});
});
