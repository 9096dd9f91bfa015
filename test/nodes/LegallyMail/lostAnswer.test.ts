import { chain, start } from '../../../tools/engine/chain';
import type { INodeJson, RunOptions } from '../../../tools/engine/engine';
import {
	emailToEachItem,
	legallyMail,
	legallyMailAccount,
	recipients,
} from '../../../tools/providers/legallyMail/node';
import { Office } from '../../../tools/providers/legallyMail/caller';
import { setStage } from '../../../tools/engine/stage';
import { defaultSwitches } from '../../../sandbox/legallyMail/switches';

const stage = setStage();

beforeEach(() => {
	stage.sandbox.legallyMail.switches = {
		...defaultSwitches(),
		rateLimit: null,
		planLimit: 10_000,
	};
});

const run = async (
	operation: string,
	parameters: object,
	input?: RunOptions['input'],
	node: Partial<INodeJson> = {},
) =>
	await stage.engine.run(chain(start, legallyMail(['email', operation], { ...parameters }, node)), {
		input,
		credentials: { legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) },
	});

const accepted = () => stage.sandbox.journal.accepted('legallyMail');

const documented = {
	recipient: 'recipient1@example.com, recipient2@example.com, recipient3@example.com',
	subject: 'Test Email with Multiple Recipients',
	bodyFormat: 'html',
	body: '<h1>Hello World</h1><p>This email is sent to multiple recipients.</p>',
};

describe('an email whose answer was lost', () => {
	const lose = (times = 1) =>
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'POST /api/send',
			times,
			fault: { kind: 'resetAfter' },
		});
	const neverArrive = () =>
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'POST /api/send',
			fault: { kind: 'resetBefore' },
		});
	/** A letter whose subject contains the user's own reference, which identifies it. */
	const referring = (reference: string, more = {}) => ({
		...documented,
		subject: `Lost ${reference}`,
		options: { deduplicationKey: reference },
		...more,
	});
	const retrying = { retryOnFail: true, waitBetweenTries: 10 };

	it.each([
		['one recipient', 'L-1', 'a@example.org', 1],
		['several recipients', 'L-2', 'a@example.org, b@example.org', 2],
	])(
		'is found by the reference in its subject, with what its answer had: %s',
		async (_, reference, recipient, count) => {
			const { items: usual } = await run('send', { ...documented, recipient });
			lose();
			const { status, items } = await run('send', referring(reference, { recipient }));
			expect(status).toBe('success');
			expect(items('LegallyMail')).toHaveLength(count);
			const { email, tracking_id: id } = items('LegallyMail')[0].json;
			expect(email).toBe('a@example.org');
			expect(accepted().map((each) => each.id)).toContain(id);
			const { alreadySent, ...found } = items('LegallyMail')[0].json;
			expect(alreadySent).toBe(false);
			expect(Object.keys(found)).toEqual(
				expect.arrayContaining(Object.keys(usual('LegallyMail')[0].json)),
			);
		},
	);

	it.each([0, 60, 120])('is found when times are %d minutes ahead of UTC', async (zoneMinutes) => {
		stage.sandbox.legallyMail.switches.zoneMinutes = zoneMinutes;
		lose();
		const { status } = await run('send', referring(`Z-${zoneMinutes}`));
		expect(status).toBe('success');
	});

	it('may have been sent when it is not in the list: it may come to be there later', async () => {
		neverArrive();
		const { error } = await run('send', referring('L-3'), undefined, retrying);
		expect(error?.message).toMatch(/^May have been sent: /);
		expect(accepted()).toHaveLength(0);
	});

	it('is found when it shows in the list only after some seconds', async () => {
		stage.sandbox.legallyMail.switches.listDelay = 8000;
		lose();
		const { status } = await run('send', referring('L-4'));
		expect(status).toBe('success');
		expect(accepted()).toHaveLength(3);
	});

	it('is not taken for the same email of hours ago', async () => {
		await run('send', { ...documented, subject: 'Hourly' });
		stage.sandbox.clock.advance({ hours: 3 });
		neverArrive();
		const { error } = await run('send', { ...documented, subject: 'Hourly' });
		expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
		expect(error?.context?.candidates).toBeUndefined();
	});

	it('is not taken for one that another worker sent to the same recipient, with the same subject', async () => {
		const id = await new Office(stage.sandbox).send('a@example.org', 'Same subject');
		neverArrive();
		const { error } = await run('send', {
			...documented,
			subject: 'Same subject',
			recipient: 'a@example.org',
		});
		expect(error?.context).toMatchObject({
			outcome: 'maybeSent',
			candidates: [{ id, status: 'sent' }],
		});
	});

	it.each(['flat', 'recipients'] as const)(
		'is not taken for one that another node got, whose answer was %s',
		async (singleRecipientShape) => {
			Object.assign(stage.sandbox.legallyMail.switches, { singleRecipientShape });
			const recipient = `${singleRecipientShape}@example.org`;
			const letter = referring(`C-${singleRecipientShape}`, { recipient });
			const { status } = await run('send', letter, undefined, { id: 'one' });
			neverArrive();
			const { error } = await run('send', letter, undefined, { id: 'two' });
			expect(status).toBe('success');
			expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
		},
	);

	it('is not taken for one that another node got, whose answer had the ID of the whole only', async () => {
		const letter = referring('C-whole', { recipient: 'whole@example.org' });
		const id = await new Office(stage.sandbox).send(letter.recipient, letter.subject);
		const body = { success: true, data: { tracking_id: id } };
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'POST /api/send',
			fault: { kind: 'status', status: 200, body },
		});
		const { status } = await run('send', letter, undefined, { id: 'one' });
		neverArrive();
		const { error } = await run('send', letter, undefined, { id: 'two' });
		expect(status).toBe('success');
		expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
	});

	it('gives no duplicate in a run of twenty, of which five answers are lost', async () => {
		lose(5);
		const { status, items } = await run(
			'send',
			{ ...emailToEachItem, options: { deduplicationKey: '={{ $json.subject }}' } },
			recipients(20),
			retrying,
		);
		expect(status).toBe('success');
		expect(items('LegallyMail')).toHaveLength(20);
		expect(new Set(accepted().map(({ recipient }) => recipient)).size).toBe(20);
		expect(accepted()).toHaveLength(20);
	});

	it('may have been sent when the list can not be read either', async () => {
		lose();
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'GET /api/emails',
			times: 9,
			fault: { kind: 'status', status: 500 },
		});
		const { error } = await run('send', { ...documented, subject: 'Dark' });
		expect(error?.message).toMatch(/^May have been sent: LegallyMail/);
		expect(error?.description).toContain('Subject: Dark');
		expect(error?.description).toContain('recipient1@example.com');
	});
});
