import { createHmac } from 'node:crypto';
import { setStage } from '../../../tools/engine/stage';
import { connect, hangUp } from '../../../tools/providers/webhookTriggers';

const stage = setStage();

afterEach(hangUp);

const user = { id: 'usr_01jabc', object: 'user', email: 'ada@example.org', name: 'Ada L' };

it('starts the workflow with a user, in the shape of User: Get', async () => {
	const { webhook, started } = await connect(stage, 'stemp');

	expect(await webhook.push({ type: 'user.created', data: user })).toMatchObject([{ status: 200 }]);
	expect(started[0].json).toMatchObject({
		...user,
		eventId: expect.stringMatching(/^stemp:event:evt_/) as string,
		webhook: { type: 'user.created', data: user },
	});
});

it.each([
	['stamp.created', { object: 'wallet_pass' }, { webhook: { data: { object: 'wallet_pass' } } }],
	[
		'email.bounced',
		{ id: 'email_01jabc', status: 'BOUNCED', bouncedAt: '2026-03-05T10:30:05Z' },
		{
			eventId: 'stemp:email:email_01jabc:BOUNCED',
			delivery: { state: 'failed', final: true, at: '2026-03-05T10:30:05.000Z' },
		},
	],
	[
		'email.opened',
		{ id: 'email_01jabc', status: 'DELIVERED' },
		{ eventId: 'stemp:email:email_01jabc:OPEN', delivery: { state: 'opened' } },
	],
	['reward.redeemed', {}, { webhook: { type: 'reward.redeemed' } }],
])('passes on %s', async (type, data, told) => {
	const { webhook, started } = await connect(stage, 'stemp');
	await webhook.push({ type, data });

	expect(started[0].json).toMatchObject(told);
});

it('starts only for what is chosen', async () => {
	const parameters = { events: ['user.*'], otherEvents: 'stamp.created' };
	const { webhook, started } = await connect(stage, 'stemp', parameters);
	const types = ['user.updated', 'pass.created', 'stamp.created'];
	await webhook.push(...types.map((type) => ({ type })));

	expect(started.map(({ json }) => (json.webhook as { type: string }).type)).toEqual([
		'user.updated',
		'stamp.created',
	]);
});

it.each([
	['a wrong signature', { signature: 'wrong' as const }],
	['a wrong signature over 5 MB', { signature: 'wrong' as const, bytes: 5_000_000 }],
	['no signature', { signature: 'none' as const }],
	['what is older than any try of stemp', { secondsOff: -4 * 24 * 60 * 60 }],
	['what comes from the future', { secondsOff: 310 }],
])('refuses %s', async (_, how) => {
	const { webhook, started } = await connect(stage, 'stemp');

	expect(await webhook.push({ type: 'user.created', data: user, ...how })).toMatchObject([
		{ status: 401 },
	]);
	expect(started).toEqual([]);
});

it('takes 5 MB, for an event that is refused is lost', async () => {
	const { webhook, started } = await connect(stage, 'stemp');
	const large = { type: 'user.created', data: user, bytes: 5_000_000 };

	expect(await webhook.push(large)).toMatchObject([{ status: 200 }]);
	expect(started).toHaveLength(1);
});

it('takes an event after as many tries as stemp makes, over a day', async () => {
	let isUp = false;
	const start = () => {
		if (!isUp) throw new Error('not up yet');
	};
	const { webhook, started } = await connect(stage, 'stemp', {}, { start });
	await webhook.push({ type: 'user.created', data: user, secondsOff: -27 * 60 * 60 });
	const pauses = [{ minutes: 1 }, { minutes: 5 }, { minutes: 30 }, { hours: 2 }];
	for (const pause of pauses) {
		stage.sandbox.clock.advance(pause);
		expect(await webhook.retry()).toMatchObject([{ status: 500 }]);
	}
	isUp = true;
	stage.sandbox.clock.advance({ hours: 24 });

	expect(await webhook.retry()).toMatchObject([{ status: 200, retries: 5 }]);
	expect(started).toHaveLength(1);
});

it('knows a recorded delivery again, also under another delivery ID, which nobody signs', async () => {
	const { url, started } = await connect(stage, 'stemp');
	const timestamp = new Date().toISOString();
	const body = JSON.stringify({ id: 'evt_1', type: 'user.created', timestamp, data: user });
	const hmac = createHmac('sha256', stage.sandbox.stemp.webhookSecret).update(body).digest('hex');
	const send = async (delivery?: string) => {
		const headers = {
			'content-type': 'application/json',
			'x-stemp-signature': `sha256=${hmac}`,
			...(delivery && { 'x-stemp-delivery': delivery }),
		};
		return (await fetch(url, { method: 'POST', headers, body })).status;
	};

	expect([await send('1'), await send('1'), await send('2'), await send()]).toEqual([
		200, 200, 200, 200,
	]);
	expect(started).toHaveLength(1);
});

it.each(['The', 'secret'])(
	'takes no word of a pasted sentence for a secret: nobody can sign with %j',
	async (word) => {
		const signingSecrets = `The signing secret is ${stage.sandbox.stemp.webhookSecret}`;
		const { url, started, failures } = await connect(
			stage,
			'stemp',
			{},
			{ credentials: { stempWebhookApi: { signingSecrets } } },
		);
		const body = JSON.stringify({ id: 'evt_forged', type: 'user.created', data: user });
		const signature = `sha256=${createHmac('sha256', word).update(body).digest('hex')}`;
		const headers = { 'content-type': 'application/json', 'x-stemp-signature': signature };

		expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(500);
		expect(started).toEqual([]);
		expect(failures[0].message).toBe(
			"The field 'Signing Secrets' of the credential has 5 words in it, which are no secrets",
		);
	},
);
