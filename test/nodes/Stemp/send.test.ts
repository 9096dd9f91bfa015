import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { defaultSwitches } from '../../../sandbox/stemp/switches';
import { chain, start } from '../../../tools/engine/chain';
import { failureIn } from '../../support/failedItems';
import type { INodeJson } from '../../../tools/engine/engine';
import { setStage } from '../../../tools/engine/stage';
import {
	byExternalId,
	byId,
	mailToEachItem,
	readers,
	stemp,
	stempAccountWithAccessToken,
} from '../../../tools/providers/stemp/node';

const stage = setStage();
beforeEach(() => {
	stage.sandbox.stemp.switches = defaultSwitches();
});

const send = (
	parameters: INodeParameters,
	input: INodeExecutionData[] = [{ json: {} }],
	node: Partial<INodeJson> = {},
) =>
	stage.engine.run(
		chain(start, stemp(['email', 'send'], { ...mailToEachItem, ...parameters }, node)),
		{ input, credentials: { stempApi: stempAccountWithAccessToken(stage.sandbox.stemp) } },
	);

const bodies = () => stage.sandbox.journal.requests('stemp').map(({ body }) => body);

const newUser = (email: string, externalId?: string) =>
	stage.sandbox.stemp.users.add({ email, externalId });

describe('A recipient of stemp', () => {
	it('is a user or a member by their id', async () => {
		const member = stage.sandbox.stemp.members.add('barista@example.org');
		const user = newUser('jane@example.org');
		const { items } = await send({ subject: 'Hi' }, [
			{ json: { user: member.id } },
			{ json: { user: user.id } },
		]);
		expect(items('stemp').map(({ json }) => json.to)).toEqual([member.id, user.id]);
		expect(stage.sandbox.journal.accepted().map(({ recipient }) => recipient)).toEqual([
			'barista@example.org',
			'jane@example.org',
		]);
	});

	it.each<[string, unknown]>([
		['a web page', '<html>no route</html>'],
		['JSON of its own', { status: 404, error: 'Not Found' }],
	])('is not said to be unknown if a gateway answers 404 with %s', async (_, body) => {
		newUser('ext3@example.org', 'cust_79');
		stage.sandbox.faults.add({
			provider: 'stemp',
			on: 'GET /api/v1/users/:id',
			fault: { kind: 'status', status: 404, body },
		});

		const { error } = await send({ to: byExternalId('cust_79'), subject: 'Hi' });

		expect(error?.message).toMatch(/^Not sent: stemp answered: /);
		expect(error?.context).toMatchObject({ outcome: 'notSent' });
	});

	it('is a user by the id that the app gave them', async () => {
		const { error } = await send({ to: byExternalId('cust_77'), subject: 'Hi' });
		expect(error?.message).toBe('Not sent: No user has the external ID cust_77 [item 0]');
		expect(error?.context?.outcome).toBe('notSent');

		const known = newUser('ext2@example.org', 'cust_78');
		const { items } = await send({ to: byExternalId('cust_78'), subject: 'Hi' });
		expect(items('stemp')[0].json.to).toBe(known.id);
	});

	it.each([
		['={{ "" }}', "The parameter 'Recipient' is empty"],
		['jane@example.org', "The parameter 'Recipient' is not the ID of a user or a member"],
		['wp_123', "The parameter 'Recipient' is not the ID of a user or a member"],
	])("can't be %j, which is said before anything is sent", async (to, message) => {
		const { error } = await send({ to: byId(to), subject: 'Hi' });
		expect(error?.message).toContain(message);
		expect(bodies()).toEqual([]);
	});

	it.each([
		['usr_unknown', 'platform.email.user_not_found'],
		['mem_unknown', 'platform.email.member_not_found'],
	])('%s is unknown to stemp, which says %s', async (to, code) => {
		const { error } = await send({ to: byId(to), subject: 'Hi' });
		expect(error?.message).toBe(`Refused: stemp answered: ${code} [item 0]`);
		expect(error?.description).toContain("Check the parameter 'Recipient'");
	});

	it('is chosen from a list that can be searched', async () => {
		newUser('zoe.searched@example.org');
		const { results } = await stage.engine.searchList(stemp(['email', 'send']), 'searchUsers', {
			credentials: { stempApi: stempAccountWithAccessToken(stage.sandbox.stemp) },
			filter: 'ZOE.S',
		});
		expect(results).toEqual([
			{ name: 'zoe.searched@example.org', value: expect.stringMatching(/^usr_/) as string },
		]);
	});
});

describe('An email of stemp', () => {
	it('carries text and category as given, and no field that is empty', async () => {
		const { id } = newUser('fields@example.org');
		await send({ to: byId(id), subject: 'Hi', textBody: 'Plain', category: 'product_updates' });
		await send({ to: byId(id), subject: 'Hi' });
		expect(bodies()).toEqual([
			{
				to: id,
				subject: 'Hi',
				htmlBody: '<p>Hello</p>',
				textBody: 'Plain',
				category: 'product_updates',
			},
			{ to: id, subject: 'Hi', htmlBody: '<p>Hello</p>', category: 'transactional' },
		]);
	});

	it('carries a text as it is written beside its HTML', async () => {
		const { id } = newUser('text@example.org');
		const body = 'Hello <Ada>,\r\n\r\nwelcome\n';
		const { items } = await send({
			to: byId(id),
			subject: 'Hi',
			bodyFormat: 'text',
			body,
			simplify: false,
		});
		const html = '<p>Hello &lt;Ada&gt;,</p><p>welcome</p>';
		expect(bodies()).toEqual([
			{ to: id, subject: 'Hi', htmlBody: html, textBody: body, category: 'transactional' },
		]);
		expect(items('stemp')[0].json.preview).toEqual({ subject: 'Hi', html, text: body });
	});

	it.each([
		['subject', 'Subject'],
		['body', 'Body'],
	])('needs its %s', async (name, label) => {
		const { error } = await send({
			to: byId('usr_1'),
			subject: 'Hi',
			[name]: '={{ "" }}',
		});
		expect(error?.message).toBe(`Not sent: The parameter '${label}' is empty [item 0]`);
	});

	it.each([
		['sent', 'sent', false],
		['failed', 'failed', true],
		['error', 'failed', true],
		['rejected', 'rejected', true],
		['deferred', 'unknown', false],
	])('that stemp answers as %s is %s', async (status, state, final) => {
		const body = { messageId: `m-${status}`, status };
		stage.sandbox.faults.add({ provider: 'stemp', fault: { kind: 'status', status: 200, body } });
		const { items } = await send({ to: byId('usr_1'), subject: 'Hi' });
		expect(items('stemp')[0].json).toMatchObject({ ...body, delivery: { state, final } });
	});

	it('may have been sent, if the answer is about another recipient', async () => {
		const body = { messageId: 'm-other', status: 'sent', to: 'usr_other' };
		stage.sandbox.faults.add({ provider: 'stemp', fault: { kind: 'status', status: 200, body } });
		const { error } = await send({ to: byId('usr_1'), subject: 'Hi' });
		expect(error?.context).toMatchObject({ outcome: 'maybeSent', answeredIds: ['m-other'] });
	});

	it('says which fields stemp does not take', async () => {
		stage.sandbox.faults.add({
			provider: 'stemp',
			fault: {
				kind: 'status',
				status: 422,
				body: { STANDARD_VALIDATION: { subject: 'must not be blank' } },
			},
		});
		const { error } = await send({ to: byId('usr_1'), subject: 'Hi' });
		expect(error?.message).toBe('Refused: stemp answered: subject must not be blank [item 0]');
		expect(error?.context?.outcome).toBe('refused');
	});
});

describe('Inline images', () => {
	const image = (fileName: string) =>
		stage.engine.binary(Buffer.from('png'), { fileName, mimeType: 'image/png' });

	const images = (...fields: string[]) => ({
		image: fields.map((binaryPropertyName) => ({ binaryPropertyName })),
	});

	it('are known in the HTML by the name of their field, or by another', async () => {
		const { id } = newUser('images@example.org');
		const input = [
			{ json: {}, binary: { data: await image('a.png'), logo: await image('logo.png') } },
		];
		const body = `<img src="cid:card@1"><p style="background:url(cid:logo)">cid:prose</p>`;
		const { error } = await send(
			{
				to: byId(id),
				subject: 'Hi',
				body,
				attachments: {
					image: [
						{ cid: 'card@1', binaryPropertyName: 'data' },
						{ cid: '', binaryPropertyName: 'logo' },
					],
				},
			},
			input,
		);
		expect(error).toBeUndefined();
		const base64Content = Buffer.from('png').toString('base64');
		expect(bodies()[0]).toMatchObject({
			attachments: [
				{ cid: 'card@1', filename: 'a.png', contentType: 'image/png', base64Content },
				{ cid: 'logo', filename: 'logo.png', contentType: 'image/png', base64Content },
			],
		});
	});

	it('can not be in a text, in which no reference to one is looked for', async () => {
		const { id } = newUser('plain@example.org');
		const text = { to: byId(id), subject: 'Hi', bodyFormat: 'text', body: '"cid:data"' };
		const input = [{ json: {}, binary: { data: await image('a.png') } }];
		const { error } = await send({ ...text, attachments: images('data') }, input);
		expect(error?.message).toContain('A body that is text can not show inline images');
		expect(bodies()).toEqual([]);
		expect((await send(text, input)).error).toBeUndefined();
	});

	it.each([
		['<img src="cid:gone">', [], 'The HTML shows images that are not attached: cid:gone'],
		['<p>No image</p>', ['data'], 'The HTML does not show these inline images: data'],
		['<img src="cid:data">', ['data', 'data'], "The parameter 'Inline Attachments' has data twice"],
		['<img src="cid:other">', ['other'], "There is no binary field named 'other' in the input"],
	])('in %s with %j are refused before anything is sent', async (body, fields, message) => {
		const input = [{ json: {}, binary: { data: await image('a.png') } }];
		const { error } = await send(
			{ to: byId('usr_1'), subject: 'Hi', body, attachments: images(...fields) },
			input,
		);
		expect(error?.message).toContain(message);
		expect(bodies()).toEqual([]);
	});
});

describe('A recipient who has opted out or is suppressed', () => {
	const asItems = { options: { outputRejected: true } };
	const optedOut = () => {
		const { id } = newUser(`optout+${Math.random()}@example.org`);
		return { to: byId(id), subject: 'Hi', category: 'marketing' };
	};

	it('fails the item, with the reason', async () => {
		const { error } = await send(optedOut());
		expect(error?.message).toContain('platform.email.recipient_opted_out');
		expect(error?.description).toMatch(/^The recipient has opted out of this category/);
		expect(error?.context?.outcome).toBe('refused');
	});

	it('is an item with the reason, if the user wants to go on', async () => {
		const parameters = { ...optedOut(), ...asItems };
		const { status, items } = await send(parameters);
		expect(status).toBe('success');
		expect(items('stemp')).toEqual([
			{
				json: {
					messageId: null,
					status: 'rejected',
					reason: 'optedOut',
					code: 'platform.email.recipient_opted_out',
					message: 'stemp answered: platform.email.recipient_opted_out [item 0]',
					to: parameters.to.value,
					subject: 'Hi',
					category: 'marketing',
					delivery: { id: null, state: 'rejected', final: true, event: null, at: null },
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	const general = { code: 'unprocessable_entity', params: null };
	it.each([
		['marketing', { code: 'x', message: 'Recipient has unsubscribed' }, 'optedOut'],
		['marketing', { code: 'x', message: 'Address is suppressed' }, 'suppressed'],
		['marketing', general, 'optedOutOrSuppressed'],
		['general', general, 'optedOutOrSuppressed'],
		['transactional', general, 'suppressed'],
		['security', general, 'suppressed'],
		['general', { CUSTOM_VALIDATION: { recipient_opted_out: ['x'] } }, 'optedOut'],
	])('of a %s email, told by %j, is %s', async (category, body, reason) => {
		stage.sandbox.faults.add({ provider: 'stemp', fault: { kind: 'status', status: 422, body } });
		const { items } = await send({ to: byId('usr_1'), subject: 'Hi', category, ...asItems });
		expect(items('stemp')[0].json.reason).toBe(reason);
	});

	it.each([
		{ code: 'platform.email.invalid_attachment', message: 'The attachment type is not allowed' },
		{ message: 'Subject must not contain line breaks' },
		{ message: 'The attachment "suppressed recipient.png" is too large' },
		{ code: 'invalid_subject', message: "Subject 'How to unsubscribe a user' is too long" },
		{ error: { code: 'template_missing', message: '' } },
	])('is not what %j is about', async (body) => {
		for (const outputRejected of [false, true]) {
			stage.sandbox.faults.add({ provider: 'stemp', fault: { kind: 'status', status: 422, body } });
			const parameters = { to: byId('usr_1'), subject: 'Hi', options: { outputRejected } };
			const { error, items } = await send(parameters);
			expect(items('stemp')).toEqual([]);
			expect(error?.description).not.toMatch(/suppressed|opted out/);
			expect(error?.context?.outcome).toBe('refused');
		}
	});

	it.each<object>([
		{ code: 'recipient_suppressed', messageId: 'm-1' },
		{ code: 'recipient_suppressed', data: { messageId: 'm-1' } },
		{ code: 'recipient_suppressed', data: [{ messageId: 'm-1' }] },
		{ code: 'recipient_suppressed', data: { content: [{ messageId: 'm-1' }] } },
		{ code: 'recipient_suppressed', content: [{ messageId: 'm-1' }] },
		{ code: 'recipient_suppressed', emails: [{ messageId: 'm-1' }] },
		[{ messageId: 'm-1' }],
	])('may have been written to where the refusal names an email: %j', async (body) => {
		stage.sandbox.faults.add({ provider: 'stemp', fault: { kind: 'status', status: 422, body } });
		const { error } = await send({ to: byId('usr_1'), subject: 'Hi', ...asItems });
		expect(error?.context).toMatchObject({ outcome: 'maybeSent', answeredIds: ['m-1'] });
	});

	it('is not taken for one whose request was wrong', async () => {
		stage.sandbox.faults.add({
			provider: 'stemp',
			fault: { kind: 'status', status: 422, body: { STANDARD_VALIDATION: { to: 'wrong' } } },
		});
		const { status } = await send({ to: byId('usr_1'), subject: 'Hi', ...asItems });
		expect(status).toBe('error');
	});

	it('is not asked about again when another item makes n8n try again', async () => {
		const [good] = readers(stage.sandbox.stemp, 1);
		stage.sandbox.faults.add({
			provider: 'stemp',
			skip: 1,
			fault: { kind: 'status', status: 400, body: { code: 'not_now', params: null } },
		});
		const { status } = await send(
			{ category: 'marketing', options: { outputRejected: true, maxConcurrentRequests: 1 } },
			[{ json: { user: optedOut().to.value, subject: 'Hi' } }, good],
			{ retryOnFail: true, waitBetweenTries: 10 },
		);
		expect(status).toBe('success');
		expect(bodies()).toHaveLength(3);
	});
});

describe('The pace of stemp', () => {
	it('waits for the reset when nothing remains, and is never refused', async () => {
		stage.sandbox.stemp.switches.rateLimit = { requests: 5, seconds: 1 };
		const input = readers(stage.sandbox.stemp, 8);
		const { status } = await send({ options: { maxConcurrentRequests: 1 } }, input);
		expect(status).toBe('success');
		const answers = stage.sandbox.journal.requests('stemp').map((request) => request.status);
		expect(answers).not.toContain(429);
		expect(stage.sandbox.journal.accepted()).toHaveLength(8);
	});

	it('is never refused with many requests at once either', async () => {
		stage.sandbox.stemp.switches.rateLimit = { requests: 15, seconds: 1 };
		const { status } = await send({}, readers(stage.sandbox.stemp, 40));
		expect(status).toBe('success');
		const answers = stage.sandbox.journal.requests('stemp').map((request) => request.status);
		expect(answers).not.toContain(429);
		expect(stage.sandbox.journal.accepted()).toHaveLength(40);
	});

	it('waits as long as a 429 says, and loses and repeats nothing', async () => {
		stage.sandbox.stemp.switches.rateLimit = { requests: 5, seconds: 1 };
		const { status, items } = await send({}, readers(stage.sandbox.stemp, 12));
		expect(status).toBe('success');
		expect(items('stemp')).toHaveLength(12);
		expect(stage.sandbox.journal.accepted()).toHaveLength(12);
	});

	it('says what a 429 means in its own words, without the error key', async () => {
		stage.sandbox.faults.add({
			provider: 'stemp',
			fault: {
				kind: 'status',
				status: 429,
				headers: { 'retry-after': '7200' },
				body: {
					error: {
						code: 'rate_limit_exceeded',
						message: 'Rate limit exceeded. Retry after 7200 seconds.',
					},
				},
			},
		});
		const { items } = await send({}, readers(stage.sandbox.stemp, 1), {
			onError: 'continueErrorOutput',
		});
		expect(failureIn(items('stemp', 1)[0])).toMatchObject({
			message: 'Not sent: stemp answered: Rate limit exceeded. Retry after 7200 seconds. [item 0]',
			details: { code: 'rate_limit_exceeded', httpCode: '429' },
		});
	});
});
