import { chain, start } from '../../../tools/engine/chain';
import { pecMassiva, pecMassivaAccount } from '../../../tools/providers/pecMassiva/node';
import { setStage } from '../../../tools/engine/stage';

const stage = setStage();
beforeEach(() => {
	Object.assign(stage.sandbox.pecMassiva.switches, {
		secondsBetweenSends: 0,
		acceptanceSeconds: 0,
		inboxOrder: 'newestFirst',
	});
});

let subjects = 0;

/** Sends to two recipients with a unique subject that contains the user's own reference. */
function send({
	subject = `Convocazione P-${subjects + 1}`,
	reference = `P-${subjects + 1}`,
	confirmLostSendsFor = 1,
	retry = false,
	fault = {},
} = {}) {
	subjects += 1;
	stage.sandbox.faults.add({
		provider: 'pecMassiva',
		on: 'POST /send',
		fault: { kind: 'resetAfter', ...fault },
	});
	return sendAgain(subject, confirmLostSendsFor, retry, undefined, { deduplicationKey: reference });
}

const sendAgain = (
	subject: string,
	confirmLostSendsFor = 1,
	retryOnFail = false,
	recipient = 'a@x.it, B@x.it',
	options = {},
) =>
	stage.engine.run(
		chain(
			start,
			pecMassiva(
				['message', 'send'],
				{ recipient, subject, body: 'Salve', options: { confirmLostSendsFor, ...options } },
				{ retryOnFail, waitBetweenTries: 10 },
			),
		),
		{ credentials: { pecMassivaApi: pecMassivaAccount(stage.sandbox.pecMassiva) } },
	);

const codes = () => [...new Set(stage.sandbox.journal.accepted().map(({ id }) => id))];

describe('a send whose answer was lost', () => {
	it.each<[string, object]>([
		['the connection broke', { kind: 'resetAfter' }],
		['the answer broke off', { kind: 'truncate' }],
		['a proxy answered 502', { kind: 'status', status: 502, accept: true }],
		['the answer is a web page', { kind: 'notJson' }],
		[
			'the database of the service failed',
			{
				kind: 'status',
				status: 500,
				accept: true,
				body: { success: false, message: 'MySQL Error 1205' },
			},
		],
		[
			'the answer holds no code',
			{ kind: 'status', status: 201, accept: true, body: { success: true, message: '' } },
		],
	])('is found by its receipt, and given its code: %s', async (_, fault) => {
		const { status, items } = await send({ fault });

		expect(status).toBe('success');
		expect(items('PEC Massiva').map(({ json }) => json.code)).toEqual(codes());
		expect(codes()).toHaveLength(1);
	});

	it('is found as what its only receipt says: not accepted, and sent to nobody', async () => {
		const { faults } = stage.sandbox;
		faults.add({ provider: 'pecMassiva', on: 'POST /send', fault: { kind: 'resetAfter' } });
		const options = { deduplicationKey: 'P-R1' };
		const { items } = await sendAgain('Diffida P-R1', 1, false, 'refuse@x.it', options);
		expect(items('PEC Massiva')).toMatchObject([
			{
				json: {
					code: codes()[0],
					sent: 0,
					delivery: {
						id: codes()[0],
						state: 'rejected',
						final: true,
						event: 'SubmissionRejection',
					},
				},
			},
		]);
	});

	it('is found as accepted by its receipt of that', async () => {
		const { items } = await send();
		expect(items('PEC Massiva')).toMatchObject([
			{ json: { sent: 2, delivery: { id: codes()[0], state: 'sent', final: false } } },
		]);
	});

	it('is found when its receipt takes a moment', async () => {
		stage.sandbox.pecMassiva.switches.acceptanceSeconds = 1;
		const { status } = await send({ confirmLostSendsFor: 2 });
		expect(status).toBe('success');
	});

	it('is a candidate only where letters of its subject were lost on the way', async () => {
		const { error } = await send({ subject: 'Città P-0', reference: 'P-0' });
		expect(error?.context).toMatchObject({
			outcome: 'maybeSent',
			candidates: [{ id: codes()[0] }],
		});
	});

	it('is looked for as long as the option says', async () => {
		stage.sandbox.pecMassiva.switches.acceptanceSeconds = 100;
		const began = Date.now();
		const { error } = await send({ confirmLostSendsFor: 90, fault: { kind: 'resetBefore' } });
		expect(error?.context?.outcome).toBe('maybeSent');
		expect(Date.now() - began).toBeGreaterThanOrEqual(90_000);
		expect(Date.now() - began).toBeLessThan(100_000);
	});

	it('is not waited for where its reference is not in its subject, but told as a candidate', async () => {
		const began = Date.now();
		const { error } = await send({ reference: 'elsewhere', confirmLostSendsFor: 90 });
		expect(error?.context).toMatchObject({
			outcome: 'maybeSent',
			candidates: [{ id: codes()[0] }],
		});
		expect(Date.now() - began).toBeLessThan(30_000);
	});

	it('is found in an inbox that is sorted the other way, below a page of other mails', async () => {
		stage.sandbox.pecMassiva.switches.inboxOrder = 'oldestFirst';
		const others = Array.from({ length: 30 }, (_, index) => ({
			from: 'b@example.org',
			subject: `Altro ${index}`,
		}));
		stage.sandbox.pecMassiva.mailbox.receive(...others);
		const { status } = await send();
		expect(status).toBe('success');
	});

	it('may have been sent when no receipt is found in time, and is not sent again', async () => {
		stage.sandbox.pecMassiva.switches.acceptanceSeconds = 60;
		const { error } = await send({ confirmLostSendsFor: 0, retry: true });

		expect(error?.message).toMatch(/^May have been sent: PEC Massiva did not answer/);
		expect(error?.description).toContain(`Subject: Convocazione P-${subjects}`);
		expect(error?.description).toContain('Recipients: a@x.it, B@x.it');
		expect(codes()).toHaveLength(1);
	});

	it('may have been sent when it was not: that there is no receipt proves nothing', async () => {
		const { error } = await send({ confirmLostSendsFor: 0, fault: { kind: 'resetBefore' } });
		expect(error?.context?.outcome).toBe('maybeSent');
		expect(codes()).toHaveLength(0);
	});

	it('is not taken for an earlier message with the same subject and recipients', async () => {
		const subject = 'Promemoria';
		await sendAgain(subject);
		const { error } = await send({
			subject,
			confirmLostSendsFor: 0,
			fault: { kind: 'resetBefore' },
		});
		expect(error?.context?.outcome).toBe('maybeSent');
	});

	it('is not taken for an earlier one that came by another way, if the clocks differ either', async () => {
		const subject = 'Sollecito';
		const { url, token, username, password } = stage.sandbox.pecMassiva;
		stage.sandbox.clock.advance({ hours: 1 });
		await fetch(`${url}/send`, {
			method: 'POST',
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			body: JSON.stringify({
				sender: username,
				recipient: ['a@x.it', 'b@x.it'],
				subject,
				body: 'Salve',
				username,
				password,
			}),
		});
		stage.sandbox.clock.advance({ minutes: 1 });
		const { error } = await send({
			subject,
			confirmLostSendsFor: 0,
			fault: { kind: 'resetBefore' },
		});
		expect(error?.context?.outcome).toBe('maybeSent');
	});

	it('is found when the clock of the provider is behind', async () => {
		stage.sandbox.clock.advance({ hours: -2 });
		const { status } = await send();
		stage.sandbox.clock.advance({ hours: 2 });
		expect(status).toBe('success');
	});

	it('is not taken for a message to other recipients', async () => {
		const subject = 'A tutti';
		await sendAgain(subject, 0, false, 'c@x.it');
		const { error } = await send({
			subject,
			confirmLostSendsFor: 0,
			fault: { kind: 'resetBefore' },
		});
		expect(error?.context?.outcome).toBe('maybeSent');
	});
});
