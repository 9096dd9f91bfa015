import { setStage } from '../../../tools/engine/stage';
import { connect, hangUp } from '../../../tools/providers/webhookTriggers';

const stage = setStage();

afterEach(hangUp);

const customer = {
	customer_id: '7d3f2c1a-90ab-4c7e-8f11-2b6a5d4e3c21',
	customer_name: 'Atelier Dupin',
	customer_email: 'compta@atelier-dupin.example',
	accepted_at: '2026-04-18T09:30:11.004Z',
};

const accepted = { type: 'customer_accepted', data: customer };

const typesOf = (items: Array<{ json: object }>) =>
	items.map(({ json }) => (json as { webhook: { type: string } }).webhook.type);

it('starts the workflow with a customer who accepted, in the shape of the polling trigger', async () => {
	const { webhook, started } = await connect(stage, 'stampee');

	expect(await webhook.push(accepted)).toMatchObject([{ status: 200 }]);
	expect(started.map(({ json }) => json)).toEqual([
		{
			eventId: `stampee:customer:${customer.customer_id}:ACCEPTED`,
			id: customer.customer_id,
			name: 'Atelier Dupin',
			email: 'compta@atelier-dupin.example',
			state: 'ACCEPTED',
			previousState: 'PENDING',
			webhook: {
				id: expect.stringMatching(/^msg_/) as string,
				type: 'customer_accepted',
				timestamp: expect.stringMatching(/Z$/) as string,
				data: customer,
			},
		},
	]);
});

it('gives an event of its own to a customer who accepts for the second time', async () => {
	const { webhook, started } = await connect(stage, 'stampee');
	for (let times = 0; times < 2; times++) await webhook.push(accepted);

	const first = `stampee:customer:${customer.customer_id}:ACCEPTED`;
	expect(started.map(({ json }) => json.eventId)).toEqual([
		first,
		expect.stringMatching(new RegExp(`^${first}:msg_`)),
	]);
});

it.each([
	['customer_refused', customer, { state: 'REFUSED' }],
	['customer_pvid_established', customer, { name: 'Atelier Dupin' }],
	[
		'message_received',
		{ message_id: '480915273604' },
		{
			eventId: 'stampee:message:480915273604:RECEIVED',
			status: 'RECEIVED',
			delivery: { state: 'opened', final: true, event: 'ContentAccessTracking' },
		},
	],
	[
		'message_status_changed',
		{ id: '480915273604', status: 'undelivered', type: 'LRE' },
		{ delivery: { state: 'failed', event: 'NotificationForAcceptanceFailure' } },
	],
	[
		'evidence_generated',
		{ message_id: '480915273604', event_type: 'SENT', url: 'https://files.example/1' },
		{ eventId: 'stampee:evidence:480915273604:SENT', eventType: 'SENT', delivery: {} },
	],
	['consent_granted', { consent_id: '1' }, { webhook: { data: { consent_id: '1' } } }],
	['message_archived', { folder: 'x' }, { webhook: { data: { folder: 'x' } } }],
	['toString', {}, { webhook: { type: 'toString' } }],
])('passes on %s', async (type, data, told) => {
	const { webhook, started } = await connect(stage, 'stampee');
	await webhook.push({ type, data });

	expect(started[0].json).toMatchObject(told);
	expect(started[0].json.eventId).toMatch(/^stampee:/);
});

it.each([
	[{ events: ['customer_accepted'] }, ['customer_accepted']],
	[{ events: ['customer_*'] }, ['customer_accepted', 'customer_refused']],
	[{ otherEvents: 'message_archived, consent_*' }, ['message_archived', 'consent_granted']],
	[{ events: ['customer_refused'], otherEvents: 'x' }, ['customer_refused']],
	[{}, ['customer_accepted', 'customer_refused', 'message_archived', 'consent_granted']],
])('with the filter %j starts for %j', async (parameters, wanted) => {
	const { webhook, started } = await connect(stage, 'stampee', parameters);
	const types = ['customer_accepted', 'customer_refused', 'message_archived', 'consent_granted'];
	const tries = await webhook.push(...types.map((type) => ({ type })));

	expect(typesOf(started)).toEqual(wanted);
	expect(tries.every(({ status }) => status === 200)).toBe(true);
});

it.each([
	['a wrong signature', { signature: 'wrong' as const }],
	['a wrong signature over 5 MB', { signature: 'wrong' as const, bytes: 5_000_000 }],
	['no signature', { signature: 'none' as const }],
	['a time that is long ago', { secondsOff: -301 }],
	['a time that lies ahead', { secondsOff: 310 }],
])('refuses %s, and says nothing', async (_, how) => {
	const { webhook, started, url } = await connect(stage, 'stampee');

	expect(await webhook.push({ ...accepted, ...how })).toMatchObject([{ status: 401 }]);
	expect(started).toEqual([]);
	const answer = await fetch(url, { method: 'POST', body: '{}' });
	expect([answer.status, await answer.text()]).toEqual([401, '']);
});

it('takes 5 MB, for an event that is refused is lost', async () => {
	const { webhook, started } = await connect(stage, 'stampee');

	expect(await webhook.push({ ...accepted, bytes: 5_000_000 })).toMatchObject([{ status: 200 }]);
	expect(started).toHaveLength(1);
});

it('takes what comes within the tolerance, late or early', async () => {
	const { webhook, started } = await connect(stage, 'stampee');
	await webhook.push({ ...accepted, secondsOff: -290 }, { ...accepted, secondsOff: 290 });

	expect(started).toHaveLength(2);
});

it('takes either key while a key changes, and none that was taken out', async () => {
	const [symmetric, asymmetric] = stage.sandbox.stampee.webhookKeys;
	const [, secret] = stage.sandbox.stampee.webhookSecrets;
	const credentials = (signingSecrets: string) => ({
		credentials: { stampeeWebhookApi: { signingSecrets } },
	});
	const both = await connect(stage, 'stampee');
	await both.webhook.push(accepted);
	const old = await connect(stage, 'stampee', {}, credentials(symmetric));
	await old.webhook.push(accepted);
	const changed = await connect(stage, 'stampee', {}, credentials(`${symmetric}\n${asymmetric}`));
	changed.webhook.endpoint!.secrets = [secret];
	await changed.webhook.push(accepted);
	const gone = await connect(stage, 'stampee', {}, credentials(symmetric));
	gone.webhook.endpoint!.secrets = [secret];
	await gone.webhook.push(accepted);

	const lines = [both, old, changed, gone];
	expect(lines.map(({ started }) => started.length)).toEqual([1, 1, 1, 0]);
});

it('fails where everybody can see it if the secrets in the credential can not be used', async () => {
	const credentials = { stampeeWebhookApi: { signingSecrets: 'not-a-secret' } };
	const { webhook, failures, started } = await connect(stage, 'stampee', {}, { credentials });

	expect(await webhook.push(accepted)).toMatchObject([{ status: 500 }]);
	expect(failures.map(({ message }) => message)).toEqual([
		"The field 'Signing Secrets' of the credential has what is no signing secret",
	]);
	expect(JSON.stringify(failures)).not.toContain('not-a-secret');
	expect(started).toEqual([]);
});
