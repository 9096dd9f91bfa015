import type { INodeParameters } from 'n8n-workflow';
import { defaultSwitches } from '../../../sandbox/postageApp/switches';
import type { Fault } from '../../../sandbox';
import { chain, start } from '../../../tools/engine/chain';
import type { RetriedExecution } from '../../../tools/engine/engine';
import { postageApp, postageAppAccount } from '../../../tools/providers/postageApp/node';
import { setStage } from '../../../tools/engine/stage';

const stage = setStage();

const digest: INodeParameters = {
	schedule: 'every day at 1am',
	recipients: 'ada@example.org',
	from: 'Shop <shop@example.org>',
	subject: 'Your digest',
	textPlain: 'News',
};

const run = (operation: string, parameters: INodeParameters = {}, retryOf?: RetriedExecution) =>
	stage.engine.run(chain(start, postageApp(['scheduledMessage', operation], parameters)), {
		retryOf,
		credentials: { postageAppApi: postageAppAccount(stage.sandbox.postageApp) },
	});
const create = (parameters: INodeParameters = {}, retryOf?: RetriedExecution) =>
	run('create', { ...digest, ...parameters }, retryOf);
const fail = (fault: Fault, method = 'create_scheduled_event') =>
	stage.sandbox.faults.add({ provider: 'postageApp', on: `POST /v.1.1/${method}`, fault });
const requests = () => stage.sandbox.journal.requests('postageApp');

describe('a scheduled message', () => {
	it('is created with its schedule and the request that it will make', async () => {
		const { status, items } = await create({ additionalFields: { uid: 'digest' } });
		expect(status).toBe('success');
		expect(requests()[0]).toMatchObject({
			path: '/v.1.1/create_scheduled_event',
			body: {
				uid: 'digest',
				schedule: 'every day at 1am',
				metadata: {
					arguments: {
						recipients: ['ada@example.org'],
						headers: { subject: 'Your digest', from: 'Shop <shop@example.org>' },
						content: { 'text/plain': 'News' },
					},
				},
			},
		});
		expect(items('PostageApp')[0].json).toMatchObject({
			uid: 'digest',
			status: 'activated',
			schedule: 'every day at 1am',
			event_type: 'repeatable',
			scheduled_at: expect.stringMatching(/T01:00:00\+00:00$/) as string,
			duplicate: false,
		});
	});

	it('is sent when the clock has come there', async () => {
		await create({ additionalFields: { uid: 'later' }, schedule: 'in 5 minutes' });
		stage.sandbox.clock.advance({ minutes: 6 });
		await run('get', { scheduledMessageUid: 'later' });
		const sent = stage.sandbox.journal
			.accepted()
			.filter(({ reference }) => reference === 'later.1');
		expect(sent).toHaveLength(1);
	});

	it.each(['object', 'json'] as const)(
		'is read with its metadata as an object (%s)',
		async (shape) => {
			await create({ additionalFields: { uid: `read-${shape}` } });
			stage.sandbox.postageApp.switches.metadata = shape;
			const { items } = await run('get', { scheduledMessageUid: `read-${shape}` });
			stage.sandbox.postageApp.switches.metadata = defaultSwitches().metadata;
			expect(items('PostageApp')[0].json.metadata).toMatchObject({
				arguments: { recipients: ['ada@example.org'] },
			});
		},
	);

	it('is in the list', async () => {
		await create({ additionalFields: { uid: 'listed' } });
		const { items } = await run('getMany', { returnAll: true });
		expect(items('PostageApp').map(({ json }) => json.uid)).toContain('listed');
		// Only the second, empty page shows that the first was the last.
		const lists = requests().filter(({ path }) => path.endsWith('list_scheduled_events'));
		expect(lists.map(({ body }) => body)).toMatchObject([
			{ arguments: { page: 1, per_page: 250 } },
			{ arguments: { page: 2, per_page: 250 } },
		]);
	});

	it('is suspended, and rescheduled with another message', async () => {
		await create({ additionalFields: { uid: 'changing' } });
		const suspended = await run('update', {
			scheduledMessageUid: 'changing',
			status: 'suspend',
		});
		expect(requests().at(-1)?.body).toEqual({
			api_key: stage.sandbox.postageApp.projectKey,
			uid: 'changing',
			status: 'suspend',
		});
		expect(suspended.items('PostageApp')[0].json).toMatchObject({
			status: 'suspend',
			schedule: 'every day at 1am',
			scheduled_at: null,
		});
		const { items } = await run('update', {
			scheduledMessageUid: 'changing',
			status: 'active',
			newSchedule: '@hourly',
			replaceMessage: true,
			newRecipients: 'ada@example.org',
			newTextPlain: 'Other news',
		});
		const [{ json }] = items('PostageApp');
		expect(json).toMatchObject({ status: 'activated', schedule: '@hourly' });
		expect(json).not.toHaveProperty('frequency');
		expect(json.metadata).toMatchObject({ arguments: { content: { 'text/plain': 'Other news' } } });
	});

	describe('whose update got no answer', () => {
		const update = async (uid: string, parameters: INodeParameters) => {
			await create({ additionalFields: { uid } });
			stage.sandbox.journal.clear();
			fail({ kind: 'resetAfter' }, 'update_scheduled_event');
			return await run('update', { scheduledMessageUid: uid, ...parameters });
		};
		const news = { replaceMessage: true, newRecipients: 'ada@example.org', newTextPlain: 'News' };

		it.each<[string, INodeParameters]>([
			['a schedule', { newSchedule: 'in 5 minutes' }],
			['a schedule that repeats', { newSchedule: 'every day at 2am' }],
			['Active', { status: 'active' }],
			['another message and a schedule', { ...news, newSchedule: 'tomorrow' }],
		])('is not sent again by setting %s once more', async (what, parameters) => {
			const { error } = await update(`unsure ${what}`, parameters);
			expect(error?.message).toMatch(/^May have been updated: PostageApp/);
			expect(error?.description).toContain('Before you run this item again, check at PostageApp');
			expect(error?.context?.findBy).toMatchObject({ UID: `unsure ${what}` });
			expect(requests()).toHaveLength(1);
		});

		it.each<[string, INodeParameters]>([
			['suspended', { status: 'suspend' }],
			['replaced', news],
			['suspended and replaced', { ...news, status: 'suspend' }],
		])('is %s by a second request', async (what, parameters) => {
			const { items, error } = await update(`sure ${what}`, parameters);
			expect(error).toBeUndefined();
			expect(items('PostageApp')).toHaveLength(1);
			expect(requests()).toHaveLength(2);
		});
	});

	it.each(['activated', 'Active', 'ACTIVATED '])(
		'may not have been suspended where the answer shows that it is %j',
		async (status) => {
			const uid = `still ${status}`;
			await create({ additionalFields: { uid } });
			stage.sandbox.faults.add({
				provider: 'postageApp',
				on: 'POST /v.1.1/update_scheduled_event',
				times: 5,
				fault: {
					kind: 'status',
					status: 200,
					body: { response: { status: 'ok' }, data: { status } },
				},
			});
			const { error } = await run('update', { scheduledMessageUid: uid, status: 'suspend' });
			expect(error?.message).toMatch(/^May have been updated: /);
		},
	);

	it('is not there under a UID that none has', async () => {
		const { error } = await run('get', { scheduledMessageUid: 'none' });
		expect(error?.message).toContain('Can not find scheduled event from the given UID');
	});

	it.each([
		[
			'create',
			{ ...digest, schedule: ' ' },
			"Not created: The parameter 'Schedule' is empty [item 0]",
		],
		[
			'update',
			{ scheduledMessageUid: 'changing' },
			'Not updated: There is nothing to change [item 0]',
		],
	])('is not asked for when %s has nothing to say', async (operation, parameters, words) => {
		const { error } = await run(operation, parameters);
		expect(error?.message).toBe(words);
		expect(requests()).toEqual([]);
	});
});

describe('a scheduled message is made once', () => {
	it.each<[string, Fault]>([
		['a reset after it was accepted', { kind: 'resetAfter' }],
		['500 after it was accepted', { kind: 'status', status: 500, accept: true }],
		['a success that is a page', { kind: 'notJson' }],
	])('after %s, and found', async (what, fault) => {
		fail(fault);
		const uid = `once-${what}`;
		const { status, items } = await create({ additionalFields: { uid } });
		expect(status).toBe('success');
		expect(items('PostageApp')[0].json).toMatchObject({ uid, status: 'activated' });
	});

	it.each<[string, object]>([
		['another', { uid: 'another', status: 'activated', schedule: 'every day at 1am' }],
		['none', {}],
		[
			'one with another content',
			{
				status: 'suspend',
				schedule: '@yearly',
				metadata: { arguments: { recipients: ['bob@example.org'] } },
			},
		],
	])('and may have been when the answer to the question shows %s', async (what, data) => {
		const uid = `shown ${what}`;
		fail({ kind: 'resetBefore' });
		const body = { response: { status: 'ok', uid }, data };
		fail({ kind: 'status', status: 200, body }, 'get_scheduled_event');
		const { error } = await create({ additionalFields: { uid } });
		expect(error?.context?.outcome).toBe('maybeSent');
		const shown = what === 'one with another content' ? [{ id: uid }] : undefined;
		expect(error?.context?.candidates).toEqual(shown);
	});

	it('and found where PostageApp has added its key and writes it as text', async () => {
		fail({ kind: 'resetBefore' });
		const mail = {
			content: { 'text/plain': 'News' },
			headers: { from: 'Shop <shop@example.org>', subject: 'Your digest' },
			recipients: ['ada@example.org'],
		};
		const metadata = JSON.stringify({ api_key: 'x', arguments: mail });
		const data = { uid: 'as text', status: 'activated', schedule: 'every day at 1am', metadata };
		const body = { response: { status: 'ok', uid: 'as text' }, data };
		fail({ kind: 'status', status: 200, body }, 'get_scheduled_event');
		const { items } = await create({ additionalFields: { uid: 'as text' } });
		expect(items('PostageApp')[0].json).toMatchObject({ uid: 'as text', duplicate: true });
	});

	it('and may have been when it is not there: it may come to be there later', async () => {
		fail({ kind: 'resetBefore' });
		const { error } = await create({ additionalFields: { uid: 'not-there' } });
		expect(error?.message).toMatch(/^May have been created: /);
		expect(error?.context?.outcome).toBe('maybeSent');
	});

	it('and not called refused where its UID is taken by what PostageApp does not show yet', async () => {
		stage.sandbox.postageApp.switches.listDelay = 3600;
		await create({ additionalFields: { uid: 'unseen' } });
		const { error } = await create({ additionalFields: { uid: 'unseen' } });
		stage.sandbox.postageApp.switches.listDelay = defaultSwitches().listDelay;
		expect(error?.message).toMatch(/^May have been created: /);
	});

	it('when the execution is retried', async () => {
		const first = await create();
		const second = await create({}, { id: first.execution.id });
		const [{ json }] = second.items('PostageApp');
		expect(json).toEqual({ ...first.items('PostageApp')[0].json, duplicate: true });
	});
});

/** A definition as JSON, in the format of the vendor's page on create_scheduled_events. */
const definition = (uid?: string) => ({
	...(uid && { uid }),
	schedule: 'every 5 mins',
	metadata: {
		arguments: {
			recipients: 'test@example.com',
			headers: { from: 'test@example.com', subject: 'Example Scheduled Email' },
			content: { 'text/plain': 'This email was sent automatically.' },
		},
	},
});
const createMany = (definitions: unknown[], retryOf?: RetriedExecution) =>
	run(
		'createMany',
		{
			specifyScheduledMessages: 'json',
			scheduledMessagesJson: JSON.stringify(definitions),
		},
		retryOf,
	);

describe('many scheduled messages', () => {
	it('are created by one request, and each is an item with its message', async () => {
		const definitions = [definition('first'), definition('second')];
		const { items } = await createMany(definitions);
		expect(requests().map(({ path }) => path)).toEqual(['/v.1.1/create_scheduled_events']);
		expect(requests()[0].body).toMatchObject({
			events: definitions.map((each) => ({
				...each,
				metadata: {
					arguments: { ...each.metadata.arguments, recipients: ['test@example.com'] },
				},
			})),
		});
		expect(items('PostageApp')).toMatchObject(
			['first', 'second'].map((uid) => ({
				json: {
					uid,
					status: 'activated',
					schedule: 'every 5 mins',
					event_type: 'repeatable',
					scheduled_at: expect.any(String) as string,
					metadata: { arguments: { headers: { subject: 'Example Scheduled Email' } } },
					duplicate: false,
				},
				pairedItem: { item: 0 },
			})),
		);
	});

	it('are taken from a form', async () => {
		const { items } = await run('createMany', {
			scheduledMessages: {
				scheduledMessage: [
					{ ...digest, schedule: 'in 1 hour', uid: 'form-1' },
					{ ...digest, template: 'receipt', textPlain: '', uid: '' },
				],
			},
		});
		const [first, second] = (requests()[0].body as { events: object[] }).events;
		expect(first).toEqual({
			uid: 'form-1',
			schedule: 'in 1 hour',
			metadata: {
				arguments: {
					recipients: ['ada@example.org'],
					headers: { subject: 'Your digest', from: 'Shop <shop@example.org>' },
					content: { 'text/plain': 'News' },
				},
			},
		});
		expect(second).toMatchObject({
			uid: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
			metadata: { arguments: { template: 'receipt' } },
		});
		expect(items('PostageApp')).toHaveLength(2);
	});

	it('may lie at another address, which PostageApp looks up', async () => {
		const reference = { $ref: 'https://example.com/batch.json', $type: 'application/json' };
		const remote = { uid: 'remote', schedule: 'tomorrow', metadata: reference };
		await createMany([remote, reference]);
		expect(requests()[0].body).toMatchObject({ events: [remote, reference] });
	});

	it('that are equal have UIDs of their own, the same when the execution is retried', async () => {
		const first = await createMany([definition(), definition()]);
		const [one, other] = first.items('PostageApp').map(({ json }) => json);
		expect(one.uid).not.toBe(other.uid);
		const second = await createMany([definition(), definition()], { id: first.execution.id });
		expect(second.items('PostageApp').map(({ json }) => json)).toMatchObject([
			{ uid: one.uid, duplicate: true },
			{ uid: other.uid, duplicate: true },
		]);
	});

	it.each<[string, Fault]>([
		['a reset after they were accepted', { kind: 'resetAfter' }],
		['a success that is a page', { kind: 'notJson' }],
	])('are found after %s', async (what, fault) => {
		fail(fault, 'create_scheduled_events');
		const uids = [`found-1-${what}`, `found-2-${what}`];
		const { status, items } = await createMany(uids.map(definition));
		expect(status).toBe('success');
		expect(items('PostageApp').map(({ json }) => json.uid)).toEqual(uids);
		const sent = requests().filter(({ path }) => path.endsWith('create_scheduled_events'));
		expect(sent).toHaveLength(1);
	});

	it('may have been made when none is there: they may come to be there later', async () => {
		fail({ kind: 'resetBefore' }, 'create_scheduled_events');
		const { error } = await createMany([definition('never-1'), definition('never-2')]);
		expect(error?.context?.outcome).toBe('maybeSent');
	});

	it('of which only some are there may have been sent, and all are named', async () => {
		await createMany([definition('there')]);
		fail({ kind: 'resetBefore' }, 'create_scheduled_events');
		const { error } = await createMany([definition('there'), definition('missing')]);
		expect(error?.context?.outcome).toBe('maybeSent');
		expect(error?.description).toContain('UID: there, missing');
	});

	it.each<[string, object[]]>([
		['one of them', [{ uid: 'named-1' }]],
		['others', [{ uid: 'x' }, { uid: 'y' }]],
		['an error for one', [{ uid: 'named-1' }, { uid: 'named-2', error: 'Schedule is invalid' }]],
	])('may have been made when the answer names %s', async (_what, told) => {
		const body = { response: { status: 'ok' }, data: { scheduled_events: told } };
		fail({ kind: 'status', status: 200, body }, 'create_scheduled_events');
		const { error, items } = await createMany(['named-1', 'named-2'].map(definition));
		expect(items('PostageApp')).toEqual([]);
		expect(error?.context).toMatchObject({
			outcome: 'maybeSent',
			answeredIds: (told as Array<{ uid: string }>).map(({ uid }) => uid),
		});
	});

	describe('of which one has a taken UID', () => {
		afterEach(() => {
			stage.sandbox.postageApp.switches.partialBatch = defaultSwitches().partialBatch;
		});

		it.each([
			['none', false, undefined],
			['one', true, [{ id: 'free one', status: 'activated' }]],
		] as const)(
			'may have been made when %s of the others is there, and that is named',
			async (what, partialBatch, candidates) => {
				await createMany([definition('taken')]);
				stage.sandbox.postageApp.switches.partialBatch = partialBatch;
				const batch = [`free ${what}`, 'taken', `last ${what}`];
				const { error } = await createMany(batch.map(definition));
				expect(error?.message).toMatch(/^May have been created: /);
				expect(error?.description).toContain('"Uid has already been taken."');
				expect(error?.description).toContain(`UID: ${batch.join(', ')}`);
				expect(error?.context?.candidates).toEqual(candidates);
			},
		);

		it('may have been made where no answer comes, and names which is there', async () => {
			await createMany([definition('taken')]);
			stage.sandbox.postageApp.switches.partialBatch = true;
			fail({ kind: 'resetAfter' }, 'create_scheduled_events');
			const { error } = await createMany(['lost-1', 'taken', 'lost-2'].map(definition));
			expect(error?.context).toMatchObject({
				outcome: 'maybeSent',
				candidates: [{ id: 'lost-1' }],
			});
		});

		it('may have been made where they have no UID of their own', async () => {
			await createMany([definition('taken')]);
			stage.sandbox.postageApp.switches.partialBatch = true;
			const { error } = await createMany([definition(), definition('taken'), definition()]);
			expect(error?.context).toMatchObject({
				outcome: 'maybeSent',
				candidates: [{ id: expect.stringMatching(/^[0-9a-f]{40}$/) as string }],
			});
		});
	});

	it('are given out where PostageApp creates the others beside a taken UID', async () => {
		await createMany([definition('before')]);
		stage.sandbox.postageApp.switches.partialBatch = true;
		const { items } = await createMany(['after', 'before'].map(definition));
		stage.sandbox.postageApp.switches.partialBatch = defaultSwitches().partialBatch;
		expect(items('PostageApp').map(({ json }) => json)).toMatchObject([
			{ uid: 'after', duplicate: true },
			{ uid: 'before', duplicate: true },
		]);
	});

	/** A definition whose mail has additional or different fields. */
	const mailed = (more: object) => ({
		schedule: 'tomorrow',
		metadata: {
			arguments: { recipients: 'a@example.org', content: { 'text/plain': 'News' }, ...more },
		},
	});

	it.each<[unknown, string]>([
		['digest', 'Not created: Scheduled Message 1 is not an object [item 0]'],
		[
			{ ...definition(), schedule: '' },
			'Not created: Scheduled message 1 has no schedule [item 0]',
		],
		[
			{ schedule: 'tomorrow', metadata: { arguments: { content: { 'text/plain': 'News' } } } },
			"Not created: The parameter 'Recipients' is empty [item 0]",
		],
		[
			{ schedule: 'tomorrow', metadata: { arguments: { recipients: 'ada@example.org' } } },
			'Not created: The mail has neither content nor a template [item 0]',
		],
		[
			{
				schedule: 'tomorrow',
				metadata: {
					arguments: { recipients: { 'ada@example.org': { Name: 'Ada' } }, template: 'receipt' },
				},
			},
			"Not created: The name of the variable 'Name' of ada@example.org is not in lower case [item 0]",
		],
		[
			{ ...definition(), salary: 70_000 },
			"Not created: Scheduled message 1 has no 'salary', only uid, schedule, metadata [item 0]",
		],
		[
			{ ...definition(), uid: { a: 1 } },
			'Not created: The uid of scheduled message 1 is not text: an object [item 0]',
		],
		[
			mailed({ headers: { subject: 'a\nb' } }),
			"Not created: The parameter 'headers.subject' has more than one line [item 0]",
		],
		[
			mailed({ headers: { cc: 'b@example.org' } }),
			"Not created: PostageApp does not send copies by the header 'cc' [item 0]",
		],
		[
			mailed({ recipient_override: 'nobody' }),
			"Not created: The parameter 'recipient_override' is no email address: nobody [item 0]",
		],
		[
			mailed({ template: 'My template!' }),
			"Not created: The parameter 'Template' is not a slug: My template! [item 0]",
		],
		[
			mailed({ content: { 'text/plain': ' ' } }),
			'Not created: The mail has neither content nor a template [item 0]',
		],
	])('are not asked for with %j', async (given, words) => {
		const { error } = await createMany([given]);
		expect(error?.message).toBe(words);
		expect(requests()).toEqual([]);
	});

	it('have each UID once', async () => {
		const { error } = await createMany([definition('twice'), definition('twice')]);
		expect(error?.message).toBe(
			"Not created: The UID 'twice' is given to two different mails [item 0]",
		);
		expect(requests()).toEqual([]);
	});
});
