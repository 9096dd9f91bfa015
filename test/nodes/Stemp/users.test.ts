import type { INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../../sandbox';
import { defaultSwitches } from '../../../sandbox/stemp/switches';
import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import {
	byExternalId,
	byId,
	stemp,
	stempAccountWithAccessToken,
} from '../../../tools/providers/stemp/node';
import { openLog } from '../../support/log';
import { setReplay } from '../../support/replay';

const log = openLog();
const stage = setStage({ extraNodes: log.extraNodes });
const replay = setReplay();
beforeAll(async () => await log.read(stage.engine));
beforeEach(() => {
	stage.sandbox.stemp.switches = defaultSwitches();
});

const run = (operation: string, parameters: INodeParameters = {}, node = {}) =>
	stage.engine.run(chain(start, stemp(['user', operation], parameters, node)), {
		credentials: { stempApi: stempAccountWithAccessToken(stage.sandbox.stemp) },
	});

const requests = () =>
	stage.sandbox.journal.requests('stemp').map(({ method, path, body }) => ({ method, path, body }));

describe('A user of stemp', () => {
	it('may have 150 characters in the name, whatever JavaScript counts', async () => {
		const named = async (name: string) =>
			await run('create', { email: 'long.name@example.org', additionalFields: { name } });
		expect((await named('📮'.repeat(150))).error).toBeUndefined();
		expect((await named('📮'.repeat(151))).error?.message).toContain("'Name' is too long: 151");
		expect(requests()).toHaveLength(1);
	});

	it('is created with what the form holds, and nothing empty', async () => {
		const { items } = await run('create', {
			email: 'ada.l@example.org',
			additionalFields: {
				name: 'Ada L',
				phone: '',
				externalId: 'cust_9',
				metadata: '{"plan":"gold"}',
			},
		});
		const body = {
			email: 'ada.l@example.org',
			name: 'Ada L',
			externalId: 'cust_9',
			metadata: { plan: 'gold' },
		};
		expect(requests()).toEqual([{ method: 'POST', path: '/api/v1/users', body }]);
		expect(items('stemp')[0].json).toMatchObject({ ...body, object: 'user' });
	});

	it.each([
		{ email: 'other@example.org' },
		{ email: 'ADA.m@example.org', externalId: 'other' },
		{ externalId: 'other' },
	])('may have been created, if the answer shows %j', async (other) => {
		const body = { id: 'usr_other', object: 'user', ...other };
		stage.sandbox.faults.add({ provider: 'stemp', fault: { kind: 'status', status: 201, body } });
		const { error, items } = await run('create', {
			email: 'ada.m@example.org',
			additionalFields: { externalId: 'cust_m' },
		});
		expect(items('stemp')).toEqual([]);
		expect(error?.context?.outcome).toBe('maybeSent');
	});

	it.each([{}, { email: 'ADA.n@example.org' }, { email: 'ada.n@example.org', externalId: 'made' }])(
		'is created, if the answer shows %j and an ID',
		async (shown) => {
			const body = { id: 'usr_n', object: 'user', ...shown };
			stage.sandbox.faults.add({ provider: 'stemp', fault: { kind: 'status', status: 201, body } });
			const { items } = await run('create', { email: 'ada.n@example.org' });
			expect(items('stemp')[0].json).toEqual(expect.objectContaining(body));
		},
	);

	it.each([409, 422])('is refused by a %d that has the ID of the existing one', async (status) => {
		const body = { code: 'email_already_exists', id: 'usr_1', data: { id: 'usr_1' } };
		stage.sandbox.faults.add({ provider: 'stemp', fault: { kind: 'status', status, body } });
		const { error } = await run('create', { email: 'ada.o@example.org' });
		expect(error?.context?.outcome).toBe('refused');
	});

	it('is got and updated by either id', async () => {
		const { id } = stage.sandbox.stemp.users.add({ email: 'b@example.org', externalId: 'cust_b' });
		const found = await run('get', { userId: byExternalId('cust_b') });
		expect(found.items('stemp')[0].json.id).toBe(id);

		const updated = await run('update', {
			userId: byId(id),
			updateFields: { name: 'B', metadata: { a: 1 } as unknown as string },
		});
		expect(updated.items('stemp')[0].json).toMatchObject({ name: 'B', metadata: { a: 1 } });
		expect(requests().at(-1)).toEqual({
			method: 'PATCH',
			path: `/api/v1/users/${id}`,
			body: { name: 'B', metadata: { a: 1 } },
		});
	});

	describe('that is changed', () => {
		/** The update of a user, answered with a success of this body in place of stemp's own. */
		const update = async (by: INodeParameters, updateFields: INodeParameters, body: unknown) => {
			stage.sandbox.faults.add({
				provider: 'stemp',
				on: 'PATCH /api/v1/users/:id',
				times: 4,
				fault: { kind: 'status', status: body === '' ? 204 : 200, accept: true, body },
			});
			return await run('update', { userId: by, updateFields });
		};
		const add = (externalId: string) =>
			stage.sandbox.stemp.users.add({ email: `${externalId}@example.org`, externalId }).id;

		it('is not told as updated where the answer names another', async () => {
			const id = add('cust_own');
			const other = { id: 'usr_other', object: 'user', externalId: 'cust_other' };
			for (const [by, answer] of [
				[byId(id), other],
				[byId(id), { id: 'usr_other' }],
				[byExternalId('cust_own'), other],
				[byExternalId('cust_own'), { ...other, externalId: null }],
				[byExternalId('cust_own'), { id: 'request-1' }],
			] as const) {
				const { error, items } = await update(by, { name: 'Ada' }, answer);
				await stage.sandbox.faults.clear();
				expect(items('stemp')).toEqual([]);
				expect(error?.message).toBe(
					'May have been updated: stemp gave no answer that can be read (HTTP status 200) [item 0]',
				);
			}
		});

		it('is told as updated by an answer that names them in one way, or has nothing in it', async () => {
			const id = add('cust_known');
			const externalId = 'cust_new';
			for (const [by, fields, answer] of [
				[byId(id), { name: 'Ada' }, { id }],
				[byExternalId('cust_known'), { name: 'Ada' }, { id, externalId: 'cust_known' }],
				[byExternalId('cust_known'), { name: 'Ada' }, { id }],
				[byExternalId('cust_known'), { externalId }, { id, externalId }],
				[byExternalId(externalId), { externalId: '' }, { id, externalId: null }],
			] as const) {
				const { items } = await update(by, fields, answer);
				await stage.sandbox.faults.clear();
				expect(items('stemp')[0].json).toEqual(answer);
			}
			const { items } = await update(byId(id), { name: 'Ada L' }, '');
			expect(items('stemp')[0].json).toEqual({ id, updated: true });
			await stage.sandbox.faults.clear();
		});

		const fail = (fault: Fault) =>
			stage.sandbox.faults.add({ provider: 'stemp', on: 'PATCH /api/v1/users/:id', fault });

		it('is asked to change once more where the answer is lost', async () => {
			const id = add('cust_lost');
			fail({ kind: 'resetAfter' });
			const { items } = await run('update', { userId: byId(id), updateFields: { name: 'Ada' } });
			expect(items('stemp')[0].json).toMatchObject({ id, name: 'Ada' });
			expect(requests()).toHaveLength(2);
		});

		it('may have got another External ID, so that nobody is asked for by the old one', async () => {
			add('cust_old');
			fail({ kind: 'resetAfter' });
			const updateFields = { externalId: 'cust_renamed' };
			const { error } = await run('update', { userId: byExternalId('cust_old'), updateFields });
			expect(error?.message).toMatch(/^May have been updated: stemp did not answer/);
			expect(error?.description).toMatch(/^It was not updated again\. Before you run this item/);
			expect(error?.context).toMatchObject({ outcome: 'maybeSent', findBy: { User: 'cust_old' } });
			expect(requests()).toHaveLength(1);
		});

		it('may have been, where the first answer is lost and the next one refuses', async () => {
			const id = add('cust_refused');
			fail({ kind: 'resetAfter' });
			fail({ kind: 'status', status: 404 });
			const { error } = await run('update', { userId: byId(id), updateFields: { name: 'Ada' } });
			expect(error?.message).toMatch(/^May have been updated: stemp did not answer/);
			expect(error?.description).toMatch(/^Running this item again sets the same once more\. User/);
		});

		it.each([
			['Refused: ', { kind: 'status', status: 404 }],
			['Not updated: ', { kind: 'refuse' }],
		] as const)('is not, where the failure says "%s"', async (words, fault) => {
			const id = add(`cust_${fault.kind}`);
			for (let times = 0; times < 4; times++) fail(fault);
			const { error } = await run('update', { userId: byId(id), updateFields: { name: 'Ada' } });
			await stage.sandbox.faults.clear();
			expect(error?.message).toContain(`${words}stemp`);
		});
	});

	it('whose deletion is answered with another user is asked for', async () => {
		const id = stage.sandbox.stemp.users.add({ email: 'g@example.org' }).id;
		const body = { id: 'usr_other', object: 'user' };
		stage.sandbox.faults.add({
			provider: 'stemp',
			on: 'DELETE /api/v1/users/:id',
			fault: { kind: 'status', status: 200, body },
		});
		const { error } = await run('delete', { userId: byId(id) });
		expect(error?.message).toMatch(/^May have been deleted: stemp/);
		expect(requests().map(({ method }) => method)).toEqual(['DELETE', 'GET']);
	});

	it('is deleted by either id', async () => {
		const { id } = stage.sandbox.stemp.users.add({ email: 'd@example.org', externalId: 'cust_d' });
		const { items } = await run('delete', { userId: byExternalId('cust_d') });
		expect(items('stemp')).toEqual([
			{ json: { id: 'cust_d', deleted: true }, pairedItem: { item: 0 } },
		]);
		expect(requests()).toMatchObject([{ method: 'DELETE', path: '/api/v1/users/cust_d' }]);
		const { error } = await run('delete', { userId: byId(id) });
		expect(error).toMatchObject({ httpCode: '404', context: { outcome: 'refused' } });
	});

	it.each([
		['was deleted without an answer', 'resetAfter', undefined],
		['there never was, as after a mistyped ID,', 'resetBefore', 'usr_mistyped'],
	] as const)('who %s may have been deleted, and is not found', async (_, kind, mistyped) => {
		const { id: known } = stage.sandbox.stemp.users.add({ email: 'e@example.org' });
		const id = mistyped ?? known;
		stage.sandbox.faults.add({
			provider: 'stemp',
			on: 'DELETE /api/v1/users/:id',
			fault: { kind },
		});
		const { error, items } = await run('delete', { userId: byId(id) });
		expect(items('stemp')).toEqual([]);
		expect(error?.message).toMatch(/^May have been deleted: stemp/);
		expect(error?.context?.candidates).toEqual([{ id, status: 'not found' }]);
		expect(requests().map(({ method }) => method)).toEqual(['DELETE', 'GET']);
	});

	it('who is still there after a deletion without an answer may have been deleted', async () => {
		const { id } = stage.sandbox.stemp.users.add({ email: 'f@example.org' });
		stage.sandbox.faults.add({
			provider: 'stemp',
			on: 'DELETE /api/v1/users/:id',
			fault: { kind: 'resetBefore' },
		});
		const { error } = await run('delete', { userId: byId(id) });
		expect(error?.message).toMatch(/^May have been deleted: stemp/);
		expect(error?.description).toContain(`User: ${id}`);
		expect(requests().map(({ method }) => method)).toEqual(['DELETE', 'GET']);
	});

	it.each(['page', 'array'] as const)('is one of many, listed as %s', async (shape) => {
		Object.assign(stage.sandbox.stemp.switches, { usersShape: shape, largestPage: 5 });
		const all = await run('getMany', { returnAll: true });
		const some = await run('getMany', { limit: 6 });
		expect(all.items('stemp').length).toBeGreaterThan(10);
		expect(some.items('stemp')).toHaveLength(6);
	});

	/** A page of a list of users that has two on each. */
	const page = (number: number, totalElements: number, ...ids: string[]) => ({
		body: {
			content: ids.map((id) => ({ id })),
			page: { number, size: 2, totalElements, totalPages: Math.ceil(totalElements / 2) },
		},
	});
	const listed = async () => {
		const { items } = await stage.engine.run(
			chain(start, stemp(['user', 'getMany'], { returnAll: true })),
			{
				credentials: {
					stempApi: { ...stempAccountWithAccessToken(stage.sandbox.stemp), baseUrl: replay.url },
				},
			},
		);
		return items('stemp').map(({ json }) => json.id);
	};

	it('is not missed where another is deleted while the list is read', async () => {
		replay.answer(
			...[page(0, 5, 'a', 'b'), page(1, 4, 'd', 'e')],
			...[page(0, 4, 'b', 'c'), page(1, 4, 'd', 'e')],
		);
		expect(await listed()).toEqual(['b', 'c', 'd', 'e']);
		expect(replay.requests).toHaveLength(4);
	});

	it('may be missed where that happens each time, and then the log says so', async () => {
		log.warnings.length = 0;
		replay.answer(
			...[page(0, 7, 'a', 'b'), page(1, 6, 'd', 'e'), page(2, 6, 'f', 'g')],
			...[page(0, 6, 'b', 'c'), page(1, 5, 'e', 'f'), page(2, 5, 'g')],
			...[page(0, 5, 'c', 'd'), page(1, 4, 'f', 'g')],
		);
		expect(await listed()).toEqual(['c', 'd', 'f', 'g']);
		expect(replay.requests).toHaveLength(8);
		expect(log.warnings).toEqual([
			'stemp: the list became shorter each time that it was read, so entries may be missing.',
		]);
	});

	it.each([
		['create', { email: 'nobody' }, "The parameter 'Email' is no email address: nobody"],
		[
			'create',
			{ email: 'a@b.example', additionalFields: { phone: '1'.repeat(21) } },
			"The parameter 'Phone' is no number with a country code",
		],
		[
			'create',
			{ email: 'a@b.example', additionalFields: { metadata: '[1]' } },
			"The parameter 'Metadata' is not a JSON object",
		],
		[
			'create',
			{ email: 'a@b.example', additionalFields: { metadata: '{' } },
			"The parameter 'Metadata' is not JSON: {",
		],
		[
			'create',
			{ email: 'a@b.example', additionalFields: { metadata: '{ "order": 12345678901234567890 }' } },
			"The parameter 'Metadata' has a number that would lose digits: 12345678901234567890",
		],
		[
			'create',
			{ email: 'a@b.example', additionalFields: { externalId: 'cust 9/A' } },
			"The parameter 'External ID' can not be found again: cust 9/A",
		],
		[
			'update',
			{ userId: byId('usr_1'), updateFields: { name: '={{ $json.none }}' } },
			"The parameter 'Name' is missing: its expression gave nothing",
		],
		['update', { userId: byId('usr_1') }, "The parameter 'Update Fields' is empty"],
		['get', { userId: byId('usr/1') }, "The parameter 'User' is not an ID"],
	])('can not be %sd from %j', async (operation, parameters, message) => {
		const { error } = await run(operation, parameters);
		expect(error?.message).toContain(message);
		expect(requests()).toEqual([]);
	});

	it('can not have the address of another', async () => {
		stage.sandbox.stemp.users.add({ email: 'taken@example.org' });
		const { error } = await run('create', { email: 'taken@example.org' });
		expect(error?.message).toBe(
			'Refused: stemp answered: email_already_exists (taken@example.org) [item 0]',
		);
		expect(error?.description).toContain('Update that user instead');
	});

	it('can not be read without the scope, which is named', async () => {
		stage.sandbox.stemp.switches.scopes = 'platform:email:send';
		const { error } = await run('getMany');
		expect(error?.message).toContain('Insufficient scope: requires user:read');
		expect(error?.description).toContain('Developer Portal');
	});
});

describe('A creation of a user whose answer was lost', () => {
	const create = (fault: 'resetAfter' | 'resetBefore', externalId: string) => {
		stage.sandbox.faults.add({
			provider: 'stemp',
			on: 'POST /api/v1/users',
			fault: { kind: fault },
		});
		return run('create', {
			email: `${fault}${externalId}@example.org`,
			additionalFields: { externalId },
		});
	};

	it('is found by the external ID', async () => {
		const { items } = await create('resetAfter', 'lost_1');
		expect(items('stemp')[0].json).toMatchObject({ externalId: 'lost_1', object: 'user' });
	});

	it('may have been made when there is no such external ID: it may be made later', async () => {
		const { error } = await create('resetBefore', 'lost_2');
		expect(error?.message).toMatch(/^May have been created: stemp/);
	});

	it('can not be told without one', async () => {
		const { error } = await create('resetBefore', '');
		expect(error?.message).toMatch(/^May have been created: stemp/);
	});
});

describe('An agent that changes a user of stemp', () => {
	const call = (operation: string, parameters: INodeParameters, calls: object[]) =>
		stage.engine.callTool(chain(start, stemp(['user', operation], parameters)), 'stemp', calls, {
			credentials: { stempApi: stempAccountWithAccessToken(stage.sandbox.stemp) },
		});

	it('changes back what it has changed', async () => {
		const { id } = stage.sandbox.stemp.users.add({ email: 'agent@example.org' });
		const calls = await call(
			'update',
			{ userId: byId(id), updateFields: { name: '={{ $fromAI("name", "", "string") }}' } },
			[{ name: 'Ada' }, { name: 'Bob' }, { name: 'Ada' }],
		);
		expect(calls.map(({ items }) => items[0]?.name)).toEqual(['Ada', 'Bob', 'Ada']);
		expect(requests().map(({ body }) => body)).toMatchObject([
			{ name: 'Ada' },
			{ name: 'Bob' },
			{ name: 'Ada' },
		]);
	});

	it('deletes who has the external ID by then', async () => {
		const { users } = stage.sandbox.stemp;
		const add = (email: string) => users.add({ email, externalId: 'cust_agent' });
		add('before@example.org');
		stage.sandbox.faults.add(
			{
				provider: 'stemp',
				on: 'DELETE /api/v1/users/:id',
				skip: 1,
				fault: { kind: 'status', status: 404, body: { code: 'resource_not_found', params: null } },
			},
			() => add('after@example.org'),
		);
		const calls = await call(
			'delete',
			{ userId: byExternalId('={{ $fromAI("user", "", "string") }}') },
			[{ user: 'cust_agent' }, { user: 'nobody' }, { user: 'cust_agent' }],
		);
		expect(calls[2].items[0]).toMatchObject({ deleted: true });
		const deletions = requests().filter(({ path }) => path.endsWith('/cust_agent'));
		expect(deletions).toHaveLength(2);
	});
});
