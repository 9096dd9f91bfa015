import { startSandbox, type Sandbox } from '../../../sandbox';
import { json } from '../../../tools/providers/client';
import { App, type Page } from '../../../tools/providers/stemp/caller';

/** The requests and answers of stemp's page on its Email API, field by field. */

let sandbox: Sandbox;
let app: App;
beforeEach(async () => {
	sandbox = await startSandbox();
	app = new App(sandbox);
});
afterEach(() => sandbox.stop());

const uuid = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/) as string;
const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;

describe('The Email API', () => {
	it('sends to a user and to a member by their ids', async () => {
		const user = app.user('jane@example.org');
		const member = sandbox.stemp.members.add('barista@example.org');

		const answers = [await app.send(user.id), await app.send(member.id)];

		expect(answers.map(({ status }) => status)).toEqual([200, 200]);
		expect(json(answers[0])).toStrictEqual({ messageId: uuid, status: 'sent' });
		expect(sandbox.journal.accepted().map(({ recipient }) => recipient)).toEqual([
			'jane@example.org',
			'barista@example.org',
		]);
	});

	it('shows in its logs what was delivered, opened and clicked', async () => {
		const { id } = app.user('click@example.org');
		const sent = json<{ messageId: string }>(await app.send(id));
		sandbox.clock.advance({ hours: 1 });

		const logs = await app.logs('?page=0&size=50');

		expect(logs).toStrictEqual({
			content: [
				{
					id: expect.stringMatching(/^email_/) as string,
					recipientEmail: 'click@example.org',
					subject: 'Hi',
					status: 'DELIVERED',
					messageId: sent.messageId,
					errorMessage: null,
					category: 'general',
					source: 'APP_API',
					createdAt: timestamp,
					deliveredAt: timestamp,
					bouncedAt: null,
					firstOpenedAt: timestamp,
					firstClickedAt: timestamp,
					openCount: 1,
					clickCount: 1,
				},
			],
			page: { number: 0, size: 50, totalElements: 1, totalPages: 1 },
		});
	});

	it('filters its logs by who sent', async () => {
		await app.send(app.user('jane@example.org').id);
		sandbox.stemp.emails.sendBySystem('jane@example.org', 'Your pass');

		const subjects = async (query: string) =>
			(await app.logs(query)).content.map(({ subject }) => subject);

		expect(await subjects('')).toEqual(['Your pass', 'Hi']);
		expect(await subjects('?source=APP_API')).toEqual(['Hi']);
		expect(await subjects('?source=SYSTEM_EVENT')).toEqual(['Your pass']);
	});

	it('pages its logs', async () => {
		const { id } = app.user('jane@example.org');
		for (const subject of ['1', '2', '3']) await app.send(id, { subject });

		const second = await app.logs('?page=1&size=2');

		expect(second.content.map(({ subject }) => subject)).toEqual(['1']);
		expect(second.page).toEqual({ number: 1, size: 2, totalElements: 3, totalPages: 2 });
	});

	it('gives the timeline of an email as a bare list in chronological order', async () => {
		await app.send(app.user('click@example.org').id);
		sandbox.clock.advance({ hours: 1 });

		const { id } = await app.log('click@example.org');
		const events = await app.events(id);

		expect(events.map(({ eventType }) => eventType)).toEqual(['DELIVERY', 'OPEN', 'CLICK']);
		expect(events[2]).toStrictEqual({
			id: uuid,
			eventType: 'CLICK',
			occurredAt: timestamp,
			bounceType: null,
			bounceSubType: null,
			clickedLink: 'https://example.com/redeem',
			ipAddress: '203.0.113.1',
			userAgent: 'Mozilla/5.0',
		});
		expect(await app.events(id)).toEqual(events);
	});

	it.each([
		['bounce@example.org', 'BOUNCED', 'HARD_BOUNCE'],
		['complain@example.org', 'COMPLAINED', 'COMPLAINT'],
	])('suppresses %s, which then gets nothing more', async (email, status, reason) => {
		const { id } = app.user(email);
		await app.send(id);
		sandbox.clock.advance({ hours: 2 });

		const list = json<Page<unknown>>(await app.call('/v1/platform/emails/suppressions'));
		const again = await app.send(id, { category: 'transactional' });

		expect((await app.log(email)).status).toBe(status);
		expect(list.content[0]).toStrictEqual({ id: uuid, email, reason, createdAt: timestamp });
		expect(again.status).toBe(422);
	});

	it('does not suppress an address for a full mailbox', async () => {
		const { id } = app.user('full@example.org');
		await app.send(id);
		sandbox.clock.advance({ minutes: 1 });

		const { status, id: email } = await app.log('full@example.org');
		const [event] = await app.events(email);

		expect(status).toBe('BOUNCED');
		expect(event).toMatchObject({ bounceType: 'Transient', bounceSubType: 'MailboxFull' });
		expect((await app.send(id)).status).toBe(200);
	});

	it('logs what it could not send without a message id', async () => {
		const answer = await app.send(app.user('fail@example.org').id);

		expect(answer.status).toBe(500);
		expect(await app.log('fail@example.org')).toMatchObject({
			status: 'FAILED',
			messageId: null,
			errorMessage: expect.any(String) as string,
		});
		expect(sandbox.journal.accepted()).toEqual([]);
	});

	it('respects an opt-out, yet not for what can not be unsubscribed', async () => {
		const { id } = app.user('jane@example.org');
		sandbox.stemp.users.optOut(id, 'marketing');

		const status = async (category: string) => (await app.send(id, { category })).status;

		expect(await status('marketing')).toBe(422);
		expect(await status('general')).toBe(200);
		expect(await status('transactional')).toBe(200);
	});
});

describe('The Users API', () => {
	it('makes a user who is found by either id, and changes a part of them', async () => {
		const answer = await app.call('/v1/users', {
			body: { email: 'ada.l@example.org', name: 'Ada L', externalId: 'cust_9' },
		});
		const user = json<{ id: string }>(answer);
		expect(answer.status).toBe(201);
		expect(user).toStrictEqual({
			id: expect.stringMatching(/^usr_/) as string,
			object: 'user',
			email: 'ada.l@example.org',
			name: 'Ada L',
			phone: null,
			externalId: 'cust_9',
			metadata: {},
			createdAt: timestamp,
			updatedAt: timestamp,
		});
		expect(json(await app.call('/v1/users/cust_9'))).toEqual(user);

		await app.call(`/v1/users/${user.id}`, { method: 'PATCH', body: { phone: '+390612345' } });

		expect(json(await app.call(`/v1/users/${user.id}`))).toMatchObject({
			name: 'Ada L',
			phone: '+390612345',
		});
	});

	it('lists users in an envelope, or bare if so switched', async () => {
		const wrapped = json<Page<unknown>>(await app.call('/v1/users?size=2'));
		sandbox.stemp.switches.usersShape = 'array';
		const bare = json(await app.call('/v1/users?size=2'));

		expect(wrapped.content).toHaveLength(2);
		expect(bare).toEqual(wrapped.content);
	});
});
