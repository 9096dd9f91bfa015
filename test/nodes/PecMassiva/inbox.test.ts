import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { IncomingMail } from '../../../sandbox/pecMassiva';
import fixture from '../../fixtures/pec-massiva/pecmassiva.openapi.json';
import { Correspondent } from '../../../tools/providers/pecMassiva/caller';
import { chain, start } from '../../../tools/engine/chain';
import { documentedExample } from '../../support/openApi';
import { pecMassiva, pecMassivaAccount } from '../../../tools/providers/pecMassiva/node';
import { setStage } from '../../../tools/engine/stage';

const stage = setStage();
beforeEach(() => {
	const { pecMassiva: provider } = stage.sandbox;
	provider.mailbox.delete('');
	Object.assign(provider.switches, {
		secondsBetweenSends: 0,
		firstPage: 1,
		pageCount: 'floor',
		beyondLastPage: 'nothing',
		inboxOrder: 'newestFirst',
		ids: 'shifting',
	});
});

const run = (operation: string, parameters: INodeParameters, { node = {}, input = [{}] } = {}) =>
	stage.engine.run(chain(start, pecMassiva(['inbox', operation], parameters, node)), {
		input: input.map((json: IDataObject) => ({ json })),
		credentials: { pecMassivaApi: pecMassivaAccount(stage.sandbox.pecMassiva) },
	});

const mail = (subject: string, kind: IncomingMail['kind'] = 'certified'): IncomingMail => ({
	from: 'jane@example.org',
	subject,
	text: 'Città & altro: 100%',
	kind,
});

/** Lets the given number of mails arrive: Nr. 0, Nr. 1, ... */
const fill = (count: number) =>
	stage.sandbox.pecMassiva.mailbox.receive(
		...Array.from({ length: count }, (_, index) => mail(`Nr. ${index}`)),
	);

const listed = async (parameters: INodeParameters) =>
	(await run('getMany', parameters)).items('PEC Massiva').map(({ json }) => json);

const remaining = () =>
	stage.sandbox.pecMassiva.mailbox.subjects().map((subject) => subject.split(': ')[1]);

describe('PEC Massiva, inbox: getMany', () => {
	const bases = [0, 1] as const;
	const counts = ['floor', 'ceiling'] as const;
	const beyonds = ['nothing', 'lastPage'] as const;
	const combinations = bases.flatMap((firstPage) =>
		counts.flatMap((pageCount) =>
			beyonds.map((beyondLastPage) => ({ firstPage, pageCount, beyondLastPage })),
		),
	);

	it.each(combinations)('returns all, once each, with %j', async (switches) => {
		Object.assign(stage.sandbox.pecMassiva.switches, switches);
		fill(60);
		const objects = (await listed({ returnAll: true })).map(({ object }) => object);
		expect(objects).toHaveLength(60);
		expect(new Set(objects).size).toBe(60);
	});

	it.each([0, 25, 26, 50])('returns all of %d', async (count) => {
		fill(count);
		expect(await listed({ returnAll: true })).toHaveLength(count);
	});

	it.each(['newestFirst', 'oldestFirst'] as const)(
		'misses no mail where another is deleted while pages are read (%s)',
		async (inboxOrder) => {
			const { mailbox, switches } = stage.sandbox.pecMassiva;
			Object.assign(switches, { inboxOrder });
			fill(80);
			mailbox.afterPage(() => {
				mailbox.delete('Nr. 79');
				mailbox.delete('Nr. 0');
			});
			const objects = (await listed({ returnAll: true })).map(({ object }) => object as string);
			const there = mailbox.subjects();
			expect(there).toHaveLength(78);
			expect(objects.sort()).toEqual(there.sort());
			mailbox.afterPage(() => {});
		},
	);

	it('returns up to a limit, with no more requests than it takes', async () => {
		fill(60);
		expect(await listed({ limit: 30 })).toHaveLength(30);
		expect(stage.sandbox.journal.requests('pecMassiva')).toHaveLength(2);
	});

	it('says of each message what it is', async () => {
		stage.sandbox.pecMassiva.mailbox.receive(
			mail('Offerta'),
			mail('Pubblicità', 'anomaly'),
			mail('Ciao', 'plain'),
		);
		const found = await listed({});
		expect(found).toMatchObject([
			{ id: 3, object: 'Ciao', classification: { category: 'ordinary', type: 'ordinary' } },
			{
				id: 2,
				senderAddress: 'jane@example.org',
				classification: { category: 'anomaly', type: 'errore' },
				delivery: { event: 'ReceivedFromNonERDS' },
			},
			{ id: 1, classification: { category: 'certifiedMail', subject: 'Offerta' } },
		]);
	});

	it('searches', async () => {
		stage.sandbox.pecMassiva.mailbox.receive(mail('Offerta'), mail('Convocazione'));
		const found = await listed({ filters: { q: 'convoc' } });
		expect(found).toHaveLength(1);
		expect(stage.sandbox.journal.requests('pecMassiva')[0].query).toEqual({ q: 'convoc' });
	});

	it("understands the answer of the vendor's OpenAPI file", async () => {
		const body = documentedExample(fixture, ['GET', '/inbox'], 200);
		stage.sandbox.faults.add({
			provider: 'pecMassiva',
			fault: { kind: 'status', status: 200, body },
		});
		const found = await listed({ limit: 3 });
		expect(found.map(({ id, senderAddress }) => [id, senderAddress])).toEqual([
			[1, 'posta-certificata@pecmassiva.com'],
			[2, 'dev-api@pecmassiva.com'],
			[3, 'posta-certificata@pecmassiva.com'],
		]);
	});
});

describe('PEC Massiva, inbox: get', () => {
	it('gives a message with its text in clear', async () => {
		stage.sandbox.pecMassiva.switches.lossyLetters = false;
		stage.sandbox.pecMassiva.mailbox.receive(mail('Offerta'));
		const { items } = await run('get', { messageId: '1' });
		expect(items('PEC Massiva')[0]).toMatchObject({
			json: { id: 1, body: 'Città & altro: 100%', classification: { subject: 'Offerta' } },
			pairedItem: { item: 0 },
		});
	});

	it('says so where there is none', async () => {
		const { error } = await run('get', { messageId: '9' });
		expect(error?.message).toBe('PEC Massiva answered: Message not found [item 0]');
		expect(error?.description).toContain('get the messages again');
	});
});

describe('PEC Massiva, inbox: delete', () => {
	const notNow = {
		kind: 'status',
		status: 403,
		body: { success: false, message: 'Not now' },
	} as const;
	const paths = () =>
		stage.sandbox.journal
			.requests('pecMassiva')
			.filter(({ method }) => method === 'DELETE')
			.map(({ path }) => path);

	it.each(['shifting', 'stable'] as const)(
		'deletes just the messages that are meant, from the highest ID down, with %s IDs',
		async (ids) => {
			Object.assign(stage.sandbox.pecMassiva.switches, { ids });
			fill(6);
			const all = await listed({ returnAll: true });
			const meant = all.filter(({ object }) => /Nr\. [135]/.test(object as string));
			stage.sandbox.journal.clear();

			const { items } = await run('delete', {
				messageIds: meant
					.map(({ id }) => id as number)
					.reverse()
					.join(', '),
			});

			expect(items('PEC Massiva').map(({ json }) => json.deleted)).toEqual([true, true, true]);
			expect(remaining()).toEqual(['Nr. 0', 'Nr. 2', 'Nr. 4']);
		},
	);

	it('does so over all items of a run, in whatever order they come', async () => {
		fill(6);
		const { items } = await run(
			'delete',
			{ messageIds: '={{ $json.ids }}' },
			{
				input: [{ ids: '2' }, { ids: '1, 6' }, { ids: '4' }],
			},
		);

		expect(paths()).toEqual(['/inbox/6', '/inbox/4', '/inbox/2', '/inbox/1']);
		expect(remaining()).toEqual(['Nr. 2', 'Nr. 4']);
		expect(items('PEC Massiva').map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			[2, { item: 0 }],
			[1, { item: 1 }],
			[6, { item: 1 }],
			[4, { item: 2 }],
		]);
	});

	it('deletes a message that is given itself only if its ID is still its own', async () => {
		fill(3);
		const [, middle] = await listed({ returnAll: true });
		await new Correspondent(stage.sandbox).call('/inbox/1', { method: 'DELETE' });

		const { error } = await run('delete', { messageIds: '={{ $json }}' }, { input: [middle] });

		expect(error?.message).toContain('Message 2 is not the one that was listed any more');
		expect(remaining()).toEqual(['Nr. 1', 'Nr. 2']);
	});

	/** A credential that several executions share. */
	const node = { credentials: { pecMassivaApi: { id: 'shared', name: 'Mailbox' } } };

	it.each([
		{ one: [0, 1, 2], other: [4, 5] },
		{ one: [4, 5], other: [0, 1, 2] },
		{ one: [0, 2, 4], other: [1, 3, 5] },
		{ one: [0], other: [5] },
	])('deletes no mail that neither of two executions was given, $one and $other', async (both) => {
		fill(8);
		const all = await listed({ returnAll: true });
		const remove = async (numbers: number[]) => {
			const input = all.filter(({ object }) =>
				numbers.includes(Number(/\d$/.exec(object as string))),
			);
			const parameters = { messageIds: '={{ $json }}' };
			return await run('delete', parameters, { input, node });
		};
		const results = await Promise.all([remove(both.one), remove(both.other)]);

		const given = [...both.one, ...both.other];
		const kept = [0, 1, 2, 3, 4, 5, 6, 7].filter((number) => !given.includes(number));
		expect(remaining()).toEqual(expect.arrayContaining(kept.map((number) => `Nr. ${number}`)));
		for (const { error } of results.filter((result) => result.error)) {
			expect(error?.message).toMatch(/^Not deleted: Message \d is not the one that was listed/);
		}
	});

	describe('where one below is deleted, so that another mail gets the ID,', () => {
		const date = 'Thu, 05 Mar 2026 11:22:46 +0100';
		/** Two mails above another one, of which the lower is to be deleted after the list was read. */
		const listedBelow = async (lower: object, upper: object) => {
			const { mailbox } = stage.sandbox.pecMassiva;
			mailbox.receive(
				{ from: 'zero@example.org', subject: 'Zero' },
				...[lower, upper].map((more) => ({
					...({ from: 'a@example.org', subject: 'Fattura', kind: 'plain', date } as const),
					...more,
				})),
			);
			const given = (await listed({ returnAll: true })).find(({ id }) => id === 2)!;
			return { given, shift: () => mailbox.delete('Zero') };
		};
		const remove = async (input: IDataObject) => {
			stage.sandbox.journal.clear();
			return await run('delete', { messageIds: '={{ $json }}' }, { input: [input] });
		};

		it.each([
			['of another sender', {}, { from: 'b@example.org' }],
			['with another subject, after none', { subject: '' }, { subject: 'Contratto' }],
			['of another second', {}, { date: 'Thu, 05 Mar 2026 11:22:47 +0100' }],
		])('does not delete that %s', async (_, lower, upper) => {
			const { given, shift } = await listedBelow(lower, upper);
			shift();
			const { error } = await remove(given);
			expect(error?.message).toContain('Message 2 is not the one that was listed any more');
			expect(error?.context?.outcome).toBe('notSent');
			expect(paths()).toEqual([]);
		});

		it('does not delete one that differs in its text alone, and says what to do', async () => {
			const { given, shift } = await listedBelow({ text: 'Per uno' }, { text: 'Per due' });
			shift();
			const { error } = await remove(given);
			expect(error?.message).toBe(
				"Not deleted: Message 2 can't be told from message 1: both were listed alike [item 0]",
			);
			expect(error?.description).toContain('Get it by Inbox: Get');
			expect(paths()).toEqual([]);
		});

		it('deletes one of two alike that is given with its text, and only that', async () => {
			const { given, shift } = await listedBelow({ text: 'Per uno' }, { text: 'Per due' });
			const [{ json }] = (await run('get', { messageId: given.id as number })).items('PEC Massiva');
			shift();
			const { error } = await remove(json);
			expect(error?.message).toContain('Message 2 is not the one that was listed any more');

			const { status } = await remove({ ...json, id: 1 });
			expect(status).toBe('success');
			expect(paths()).toEqual(['/inbox/1']);
		});

		it.each([
			['as Get gives it', (got: IDataObject) => got, true],
			[
				'by its fields alone',
				({ id, date: at, object, body }: IDataObject) => ({ id, date: at, object, body }),
			],
		])('takes no text for another that is encoded so, %s', async (_, form, isOurs = false) => {
			const { given, shift } = await listedBelow({ text: '1+2' }, { text: '1 2' });
			const [{ json }] = (await run('get', { messageId: given.id as number })).items('PEC Massiva');
			expect(json.body).toBe('1+2');
			shift();
			const { error } = await remove(form(json));
			expect(error?.message).toContain(
				isOurs
					? 'Message 2 is not the one that was listed any more'
					: "Message 2 can't be told from message 1",
			);
			expect(paths()).toEqual([]);
		});

		it.each(['1%2B2', '1+2'])(
			'deletes one that is given with the text %s of the API',
			async (body) => {
				const text = body === '1+2' ? '1 2' : '1+2';
				const { given } = await listedBelow({ text, subject: 'One' }, { text: 'Two' });
				const { classification, ...listedOne } = given;
				expect(classification).toBeDefined();
				await remove({ ...listedOne, body });
				expect(paths()).toEqual(['/inbox/2']);
			},
		);

		it('does not delete one like it after a deletion by the ID alone', async () => {
			const { given } = await listedBelow({ text: 'Per uno' }, { text: 'Per due' });
			const { items } = await run(
				'delete',
				{ messageIds: '={{ $json.given }}' },
				{ input: [{ given: 2 }, { given }], node: { onError: 'continueErrorOutput' } },
			);
			expect(items('PEC Massiva')).toHaveLength(1);
			expect(paths()).toEqual(['/inbox/2']);
		});
	});

	describe('where one mail is given in two forms, and another is listed like it,', () => {
		const date = 'Thu, 05 Mar 2026 11:22:46 +0100';
		const alike = (text: string): IncomingMail => ({ ...mail('Fattura', 'plain'), date, text });
		/** The mail with the ID 1 as Get and as Get Many give it, and its ID alone. */
		const forms = async (): Promise<Record<string, unknown>> => {
			stage.sandbox.pecMassiva.mailbox.receive(alike('Per uno'), alike('Per due'));
			const [{ json: got }] = (await run('get', { messageId: 1 })).items('PEC Massiva');
			const listedOne = (await listed({ returnAll: true })).find(({ id }) => id === 1);
			return { got, listed: listedOne, id: 1, less: { id: 1, body: got.body } };
		};

		it.each(
			['got', 'id'].flatMap((first) =>
				['listed', 'less', 'id', 'got']
					.filter((second) => second !== first)
					.flatMap((second) => [
						[first, second, undefined] as const,
						[first, second, 'resetAfter'] as const,
					]),
			),
		)('deletes no other mail: %s, then %s, after %s', async (first, second, kind) => {
			const given = await forms();
			if (kind) {
				const on = 'DELETE /inbox/:id';
				stage.sandbox.faults.add({ provider: 'pecMassiva', on, fault: { kind } });
			}
			const { items } = await run(
				'delete',
				{ messageIds: '={{ $json.given }}' },
				{
					input: [{ given: given[first] }, { given: given[second] }] as IDataObject[],
					node: { onError: 'continueErrorOutput' },
				},
			);
			const failed = items('PEC Massiva', 1);
			expect(failed.at(-1)?.json.error).toMatchObject({
				message: expect.stringContaining('Message 1 may be another one by now') as string,
				details: { outcome: 'notSent' },
			});
			expect(paths()).toEqual(['/inbox/1']);
			const [{ json: left }] = (await run('get', { messageId: 1 })).items('PEC Massiva');
			expect(left.body).toBe('Per due');
		});
	});

	it.each([
		['by a search', undefined, ['GET /inbox', 'GET /inbox/3', 'DELETE /inbox/3']],
		[
			'by the list, where the search is not understood',
			400,
			[
				...['GET /inbox', 'GET /inbox/3', 'GET /inbox', 'GET /inbox'],
				...['GET /inbox', 'GET /inbox/3', 'DELETE /inbox/3'],
			],
		],
	])('finds those alike %s', async (_, status, asked) => {
		fill(60);
		const given = (await listed({ returnAll: true })).find(({ id }) => id === 3)!;
		stage.sandbox.journal.clear();
		if (status) {
			const fault = { kind: 'status', status, body: { success: false } } as const;
			stage.sandbox.faults.add({ provider: 'pecMassiva', on: 'GET /inbox', fault });
		}
		const result = await run('delete', { messageIds: '={{ $json }}' }, { input: [given] });
		expect(result.status).toBe('success');
		const requests = stage.sandbox.journal.requests('pecMassiva');
		expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual(asked);
	});

	it('deletes nothing where an answer is no mail, and so can not be compared', async () => {
		fill(1);
		const [given] = await listed({ returnAll: true });
		const fault = { kind: 'status', status: 200, body: { success: true } } as const;
		stage.sandbox.faults.add({ provider: 'pecMassiva', on: 'GET /inbox/:id', fault });
		const { error } = await run('delete', { messageIds: '={{ $json }}' }, { input: [given] });
		expect(error?.message).toMatch(/^Not deleted: .*an answer that can not be read/);
		expect(remaining()).toEqual(['Nr. 0']);
	});

	it('looks again whether a message is still the same before it is deleted after a 429', async () => {
		fill(3);
		const [, middle] = await listed({ returnAll: true });
		const { mailbox } = stage.sandbox.pecMassiva;
		const fault = { kind: 'status', status: 429, headers: { 'retry-after': '5' } } as const;
		stage.sandbox.faults.add({ provider: 'pecMassiva', on: 'DELETE /inbox/:id', fault }, () => {
			mailbox.delete('Nr. 0');
		});

		const { error } = await run('delete', { messageIds: '={{ $json }}' }, { input: [middle] });

		expect(error?.message).toContain('Message 2 is not the one that was listed any more');
		expect(error?.context?.outcome).toBe('notSent');
		expect(remaining()).toEqual(['Nr. 1', 'Nr. 2']);
	});

	it('deletes messages that are given themselves and are still the same', async () => {
		fill(3);
		const input = await listed({ returnAll: true });
		const { status } = await run('delete', { messageIds: '={{ $json }}' }, { input });
		expect(status).toBe('success');
		expect(remaining()).toEqual([]);
	});

	it('stops at the first failure, and names what it has deleted', async () => {
		fill(3);
		const { error } = await run('delete', { messageIds: '3, 99, 1' });
		expect(error?.message).toContain('Message not found');
		expect(remaining()).toHaveLength(3);

		const second = await run(
			'delete',
			{ messageIds: '={{ $json.id }}' },
			{ input: [{ id: '3' }, { id: '0' }] },
		);
		expect(second.error?.description).toContain('Accepted before in this run (1): 3');
	});

	it('asks about no other message once one could not be deleted', async () => {
		fill(4);
		const input = await listed({ returnAll: true });
		stage.sandbox.journal.clear();
		stage.sandbox.faults.add({ provider: 'pecMassiva', skip: 2, fault: notNow });

		const { error } = await run('delete', { messageIds: '={{ $json }}' }, { input });

		expect(error?.message).toContain('Not now');
		const asked = stage.sandbox.journal.requests('pecMassiva');
		expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /inbox',
			'GET /inbox/4',
			'DELETE /inbox/4',
		]);
	});

	it('takes the first item first where two name the same ID', async () => {
		fill(1);
		const [only] = await listed({ returnAll: true });
		const { error } = await run(
			'delete',
			{ messageIds: '={{ $json }}' },
			{ input: [{ ...only, object: 'Another' }, only] },
		);
		expect(error?.message).toContain('Message 1 is not the one that was listed any more');
		expect(remaining()).toEqual(['Nr. 0']);
	});

	it.each([
		['as another mail', (listed: IDataObject) => ({ ...listed, object: 'Another' })],
		['and nothing more', () => 1],
	])('deletes one mail only, where the second item names its ID %s', async (_, second) => {
		Object.assign(stage.sandbox.pecMassiva.switches, { ids: 'shifting' });
		fill(2);
		const [first] = (await listed({ returnAll: true })).filter(({ id }) => id === 1);
		const { items } = await run(
			'delete',
			{ messageIds: '={{ $json.given }}' },
			{
				input: [{ given: first }, { given: second(first) }],
				node: { onError: 'continueErrorOutput' },
			},
		);
		expect(items('PEC Massiva')).toHaveLength(1);
		expect(items('PEC Massiva', 1).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		expect(remaining()).toHaveLength(1);
	});

	it('tells all items that name an ID the same of it, and asks for it once', async () => {
		fill(4);
		stage.sandbox.faults.add({ provider: 'pecMassiva', skip: 1, fault: notNow });

		const { items } = await run(
			'delete',
			{ messageIds: '={{ $json.ids }}' },
			{
				input: [{ ids: '4, 3, 3' }, { ids: '3, 1' }],
				node: { onError: 'continueErrorOutput' },
			},
		);

		expect(paths()).toEqual(['/inbox/4', '/inbox/3', '/inbox/1']);
		expect(items('PEC Massiva').map(({ json }) => json.id)).toEqual([4, 1]);
		expect(items('PEC Massiva', 1).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 0 },
			{ item: 1 },
		]);
	});

	it('goes on after a failure where the user wants that', async () => {
		fill(3);
		const { items } = await run(
			'delete',
			{ messageIds: '={{ $json.id }}' },
			{
				input: [{ id: '1' }, { id: '99' }, { id: 'x' }],
				node: { onError: 'continueErrorOutput' },
			},
		);
		expect(items('PEC Massiva').map(({ json }) => json.id)).toEqual([1]);
		expect(items('PEC Massiva', 1).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 1 },
			{ item: 2 },
		]);
		expect(remaining()).toEqual(['Nr. 1', 'Nr. 2']);
	});

	it('never deletes twice under one ID, though n8n tries again after a lost answer', async () => {
		fill(4);
		stage.sandbox.faults.add({ provider: 'pecMassiva', fault: { kind: 'resetAfter' } });
		const { error } = await run(
			'delete',
			{ messageIds: '2, 3' },
			{
				node: { retryOnFail: true, waitBetweenTries: 10 },
			},
		);
		expect(error?.message).toMatch(/^May have been deleted: PEC Massiva did not answer/);
		expect(paths().filter((path) => path === '/inbox/3')).toHaveLength(1);
		expect(remaining()).toContain('Nr. 3');
	});

	it('goes on where it stopped when n8n tries again after a refusal', async () => {
		fill(4);
		stage.sandbox.faults.add({
			provider: 'pecMassiva',
			skip: 1,
			fault: notNow,
		});
		const { status } = await run(
			'delete',
			{ messageIds: '1, 2, 4' },
			{
				node: { retryOnFail: true, waitBetweenTries: 10 },
			},
		);
		expect(status).toBe('success');
		expect(remaining()).toEqual(['Nr. 2']);
	});

	it('deletes nothing where the node continues and Batching hides which items are to come', async () => {
		fill(3);
		const result = await run(
			'delete',
			{
				messageIds: '={{ $json.id === 1 ? $("Nowhere").item.json.id : $json.id }}',
				requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 10 } } },
			},
			{ node: { onError: 'continueRegularOutput' }, input: [{ id: 1 }, { id: 2 }] },
		);

		expect(result.status).toBe('success');
		expect(JSON.stringify(result.items('PEC Massiva'))).toContain(
			'Not deleted: with Batching, the order of the items is not known',
		);
		expect(remaining()).toHaveLength(3);
	});

	it('deletes no other message when n8n tries a refusal again after lower IDs were deleted', async () => {
		fill(5);
		stage.sandbox.faults.add({ provider: 'pecMassiva', fault: notNow });
		const { items } = await run(
			'delete',
			{ messageIds: '={{ $json.id }}' },
			{
				input: [{ id: '3' }, { id: '1' }],
				node: { onError: 'continueRegularOutput', retryOnFail: true, waitBetweenTries: 10 },
			},
		);
		expect(remaining()).toEqual(['Nr. 1', 'Nr. 2', 'Nr. 3', 'Nr. 4']);
		const [{ error }] = items('PEC Massiva').map(({ json }) => json);
		expect(error).toMatchObject({
			message: expect.stringContaining('Message 3 may be another one by now') as string,
			details: { outcome: 'notSent' },
		});
	});

	it('deletes under the same ID again when an agent asks for it again: it is another mail by then', async () => {
		fill(3);
		const tool = pecMassiva(['inbox', 'delete'], {
			messageIds: '={{ $fromAI("id", "", "string") }}',
		});
		const calls = await stage.engine.callTool(
			chain(start, tool),
			'PEC Massiva',
			[{ id: '1' }, { id: '1' }],
			{ credentials: { pecMassivaApi: pecMassivaAccount(stage.sandbox.pecMassiva) } },
		);
		expect(calls.map(({ error }) => error)).toEqual([undefined, undefined]);
		expect(remaining()).toEqual(['Nr. 2']);
	});

	it.each([' ', 'x', '-1', '1.5'])('refuses %j', async (messageIds) => {
		const { error } = await run('delete', { messageIds });
		expect(error?.message).toContain("The parameter 'Message IDs'");
		expect(stage.sandbox.journal.requests()).toEqual([]);
	});
});

describe('PEC Massiva, mailbox: getQuota', () => {
	const quota = (mailbox: string) =>
		stage.engine.run(chain(start, pecMassiva(['mailbox', 'getQuota'], { mailbox })), {
			credentials: { pecMassivaApi: pecMassivaAccount(stage.sandbox.pecMassiva) },
		});

	it('gives usage, limit and percent', async () => {
		const { items } = await quota('INBOX');
		expect(items('PEC Massiva')).toEqual([
			{
				json: { mailbox: 'INBOX', usage: 171012, limit: 1048576, percent: 16.3 },
				pairedItem: { item: 0 },
			},
		]);
	});

	it('says so where there is no such mailbox', async () => {
		const { error } = await quota('spam');
		expect(error?.message).toContain('the requested mailbox might be unavailable');
	});
});
