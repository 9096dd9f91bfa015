import type { INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../../sandbox';
import { chain, start } from '../../support/chain';
import type { RetriedExecution } from '../../support/engine';
import { postageApp, postageAppAccount } from '../../support/postageApp';
import { setStage } from '../../support/stage';

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
const fail = (fault: Fault, times = 1) =>
	stage.sandbox.faults.add({
		provider: 'postageApp',
		on: 'POST /v.1.1/create_scheduled_event',
		times,
		fault,
	});
const requests = () => stage.sandbox.journal.requests('postageApp');

describe('a scheduled message', () => {
	it('is created with its schedule and the request that it will make', async () => {
		const { status, items } = await create({ uid: 'digest' });
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
		await create({ uid: 'later', schedule: 'in 5 minutes' });
		stage.sandbox.clock.advance({ minutes: 6 });
		await run('get', { uid: 'later' });
		const sent = stage.sandbox.journal
			.accepted()
			.filter(({ reference }) => reference === 'later.1');
		expect(sent).toHaveLength(1);
	});

	it.each(['object', 'json'] as const)(
		'is read with its metadata as an object (%s)',
		async (shape) => {
			await create({ uid: `read-${shape}` });
			stage.sandbox.postageApp.switches.metadata = shape;
			const { items } = await run('get', { uid: `read-${shape}` });
			stage.sandbox.postageApp.switches.metadata = 'object';
			expect(items('PostageApp')[0].json.metadata).toMatchObject({
				arguments: { recipients: ['ada@example.org'] },
			});
		},
	);

	it('is in the list', async () => {
		await create({ uid: 'listed' });
		const { items } = await run('getMany', { returnAll: true });
		expect(items('PostageApp').map(({ json }) => json.uid)).toContain('listed');
		expect(requests().at(-1)?.body).toMatchObject({ arguments: { page: 1, per_page: 250 } });
	});

	it('is suspended, and rescheduled with another message', async () => {
		await create({ uid: 'changing' });
		const suspended = await run('update', { uid: 'changing', status: 'suspend' });
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
			...digest,
			uid: 'changing',
			status: 'active',
			schedule: '@hourly',
			replaceMessage: true,
			textPlain: 'Other news',
		});
		const [{ json }] = items('PostageApp');
		expect(json).toMatchObject({ status: 'activated', schedule: '@hourly' });
		expect(json).not.toHaveProperty('frequency');
		expect(json.metadata).toMatchObject({ arguments: { content: { 'text/plain': 'Other news' } } });
	});

	it('is not there under a UID that none has', async () => {
		const { error } = await run('get', { uid: 'none' });
		expect(error?.message).toContain('Can not find scheduled event from the given UID');
	});

	it.each([
		['create', { ...digest, schedule: ' ' }, "The parameter 'Schedule' is empty [Item 0]"],
		['update', { uid: 'changing' }, 'There is nothing to change [Item 0]'],
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
		const { status, items } = await create({ uid });
		expect(status).toBe('success');
		expect(items('PostageApp')[0].json).toMatchObject({ uid, status: 'activated' });
	});

	it('and said to be not there after a reset before it was accepted', async () => {
		fail({ kind: 'resetBefore' });
		const { error } = await create({ uid: 'not-there' });
		expect(error?.context?.outcome).toBe('not sent');
	});

	it('when the execution is retried', async () => {
		const first = await create();
		const second = await create({}, { id: first.execution.id });
		const [{ json }] = second.items('PostageApp');
		expect(json).toEqual({ ...first.items('PostageApp')[0].json, duplicate: true });
	});
});
