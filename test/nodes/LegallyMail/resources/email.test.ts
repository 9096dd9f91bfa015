import { createHash } from 'node:crypto';
import type { INodeExecutionData } from 'n8n-workflow';
import { chain, start } from '../../../../tools/engine/chain';
import {
	byId,
	emailToEachItem,
	itemWith,
	legallyMail,
	legallyMailAccount,
	recipients,
} from '../../../../tools/providers/legallyMail/node';
import { failureIn } from '../../../support/failedItems';
import { setStage } from '../../../../tools/engine/stage';
import { Office } from '../../../../tools/providers/legallyMail/caller';
import type { INodeJson, RunOptions } from '../../../../tools/engine/engine';
import { defaultSwitches } from '../../../../sandbox/legallyMail/switches';

const stage = setStage();
let office: Office;

beforeEach(() => {
	office = new Office(stage.sandbox);
	stage.sandbox.legallyMail.switches = {
		...defaultSwitches(),
		rateLimit: null,
		planLimit: 10_000,
	};
});

const run = (
	operation: string,
	parameters: object,
	input?: RunOptions['input'],
	node: Partial<INodeJson> = {},
) =>
	stage.engine.run(chain(start, legallyMail(['email', operation], { ...parameters }, node)), {
		input,
		credentials: { legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) },
	});

/** Lets LegallyMail answer the next email with a 200 and this body. */
const answerWith = (body: object) =>
	stage.sandbox.faults.add({
		provider: 'legallyMail',
		on: 'POST /api/send',
		fault: { kind: 'status', status: 200, body },
	});

const requests = () => stage.sandbox.journal.requests('legallyMail');
const sends = () => requests().filter(({ method }) => method === 'POST').length;
const accepted = () => stage.sandbox.journal.accepted('legallyMail');

const documented = {
	recipient: 'recipient1@example.com, recipient2@example.com, recipient3@example.com',
	subject: 'Test Email with Multiple Recipients',
	bodyFormat: 'html',
	body: '<h1>Hello World</h1><p>This email is sent to multiple recipients.</p>',
};

describe('Email: Send', () => {
	it('sends the documented request, with the file as base64 and the token in the header', async () => {
		const content = Buffer.from('%PDF-1.4 document');
		const file = { fileName: 'document.pdf', mimeType: 'application/pdf' };
		const binary = await stage.engine.binary(content, file);
		const { status } = await run('send', { ...documented, attachments: 'data' }, [
			itemWith(binary),
		]);
		expect(status).toBe('success');
		const [request] = requests();
		expect(request.headers.authorization).toBe(`Bearer ${stage.sandbox.legallyMail.token}`);
		const { recipient, subject, body } = documented;
		expect(request.body).toEqual({
			recipient,
			subject,
			message: body,
			attachments: [
				{
					filename: 'document.pdf',
					content: content.toString('base64'),
					mime_type: 'application/pdf',
				},
			],
		});
	});

	it('gives an item for each recipient, linked to its input', async () => {
		const { items } = await run('send', documented);
		expect(items('LegallyMail')).toHaveLength(3);
		expect(items('LegallyMail')[1]).toEqual({
			json: {
				email: 'recipient2@example.com',
				status: 'sent',
				tracking_id: expect.stringMatching(/^cm_/) as string,
				error_details: null,
				subject: documented.subject,
				mail_tracking_id: expect.stringMatching(/^cm_/) as string,
				message: 'Email sent to 3 of 3 recipients',
				sent_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as string,
				success_count: 3,
				fail_count: 0,
				error_status: null,
				delivery: {
					id: items('LegallyMail')[1].json.mail_tracking_id,
					state: 'sent',
					final: false,
					event: 'SubmissionAcceptance',
					at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/) as string,
				},
			},
			pairedItem: { item: 0 },
		});
	});

	it('gives one item for the email, if that is wanted', async () => {
		const { items } = await run('send', { ...documented, splitByRecipient: false });
		expect(items('LegallyMail')).toHaveLength(1);
		expect(items('LegallyMail')[0].json).toMatchObject({
			success_count: 3,
			fail_count: 0,
			delivery: { state: 'sent', final: false, event: 'SubmissionAcceptance' },
			recipients: [{ email: 'recipient1@example.com', delivery: { state: 'sent' } }, {}, {}],
		});
	});

	it.each(['recipients', 'flat'] as const)(
		'understands the answer for one recipient as %s',
		async (shape) => {
			stage.sandbox.legallyMail.switches.singleRecipientShape = shape;
			const { items } = await run('send', emailToEachItem, recipients(1));
			expect(items('LegallyMail')).toHaveLength(1);
			expect(items('LegallyMail')[0].json).toMatchObject({
				email: 'mail-0@example.org',
				status: 'sent',
				tracking_id: expect.stringMatching(/^cm_/) as string,
				delivery: { state: 'sent' },
			});
		},
	);

	it('sends reply-to with its name', async () => {
		const options = { replyTo: 'office@example.com', replyToName: 'Example Office' };
		await run('send', { ...documented, options });
		expect(requests()[0].body).toMatchObject({
			reply_to: 'office@example.com',
			reply_to_name: 'Example Office',
		});
	});

	it('makes a failed item of a recipient that failed, and good ones of the others', async () => {
		const { items } = await run(
			'send',
			{ ...documented, recipient: 'a@example.org, reject@example.org' },
			undefined,
			{ onError: 'continueErrorOutput' },
		);
		expect(items('LegallyMail', 0).map(({ json }) => json.email)).toEqual(['a@example.org']);
		const [failed] = items('LegallyMail', 1);
		expect(failureIn(failed)).toMatchObject({
			message: expect.stringContaining(
				'could not send to reject@example.org: Invalid recipient',
			) as string,
			details: {
				outcome: 'refused',
				description: expect.stringContaining('The rest of this item was accepted') as string,
			},
		});
		expect(failed.pairedItem).toEqual({ item: 0 });
	});

	it('stops at a recipient that failed, names the accepted, and does not send again on a retry', async () => {
		const { error } = await run(
			'send',
			{ ...documented, recipient: 'a@example.org, reject@example.org' },
			undefined,
			{ retryOnFail: true, maxTries: 3, waitBetweenTries: 10 },
		);
		expect(error?.message).toContain('could not send to reject@example.org');
		expect(error?.description).toContain(accepted()[0].id);
		expect(accepted()).toHaveLength(1);
		expect(requests()).toHaveLength(1);
	});

	describe.each([
		['nobody, and two failures', [], { success_count: 0, fail_count: 2 }, 'maybeSent'],
		['nobody, and one failure', [], { success_count: 1, fail_count: 1 }, 'maybeSent'],
		['nobody, and two successes', [], { success_count: 2, fail_count: 0 }, undefined],
		['one, and a failure', ['sent'], { success_count: 1, fail_count: 1 }, 'maybeSent'],
		['one, and only a failure', ['sent'], { fail_count: 1 }, 'maybeSent'],
		['one, and one success', ['sent'], { success_count: 1, fail_count: 0 }, 'maybeSent'],
		['one, and two successes', ['sent'], { success_count: 2, fail_count: 0 }, undefined],
		['two, and a failure', ['sent', 'sent'], { success_count: 1, fail_count: 1 }, 'maybeSent'],
		['two, and counts of others', ['sent', 'sent'], { success_count: 9, fail_count: 9 }, undefined],
		[
			'two, and two successes',
			['sent', 'sent'],
			{ success_count: '2', fail_count: '0' },
			undefined,
		],
		['two, and nothing', ['sent', 'sent'], {}, undefined],
		['one, and nothing', ['sent'], {}, 'maybeSent'],
		['one, and counts of others', ['sent'], { success_count: 9, fail_count: 9 }, 'maybeSent'],
		['nobody, and nothing', [], {}, undefined],
		['a rejected one, and nothing', ['sent', 'rejected'], {}, 'refused'],
		['a FAILED one, and one', ['sent', 'FAILED'], { success_count: 1, fail_count: 1 }, 'refused'],
		[
			'a failed one, and none',
			['sent', 'failed'],
			{ success_count: 2, fail_count: 0 },
			'maybeSent',
		],
		['a failed one, and one', ['sent', 'failed'], { success_count: 1, fail_count: 1 }, 'refused'],
	] as const)('whose answer lists %s', (_name, statuses, counts, outcome) => {
		const all = ['a@example.org', 'b@example.org'];
		const answer = () =>
			answerWith({
				success: true,
				data: {
					tracking_id: 'cm_whole',
					recipients: statuses.map((status, index) => ({ email: all[index], status })),
					...counts,
				},
			});
		const node = { onError: 'continueRegularOutput' } as const;
		const outcomes = (outputs: INodeExecutionData[]) =>
			outputs.map((output) => failureIn(output)?.details.outcome);

		it(`${outcome ?? 'sent'}, for two recipients of one item`, async () => {
			answer();
			const { items } = await run(
				'send',
				{ ...documented, recipient: all.join() },
				undefined,
				node,
			);
			expect(outcomes(items('LegallyMail')).pop()).toBe(outcome);
		});

		it(`${outcome ?? 'sent'}, for items that share it`, async () => {
			answer();
			const { items } = await run(
				'send',
				{ ...documented, recipient: '={{ $json.email }}', options: { combineItems: true } },
				all.map((email) => ({ json: { email } })),
				node,
			);
			expect(items('LegallyMail')).toHaveLength(2);
			expect(outcomes(items('LegallyMail')).pop()).toBe(outcome);
		});
	});

	describe('whose answer names', () => {
		const letter = { ...documented, recipient: 'a@example.org', subject: 'Notice & terms for Zoë' };
		const to = (...emails: string[]) => ({
			recipients: emails.map((email) => ({ email, status: 'sent', tracking_id: `cm_${email}` })),
		});
		const answered = async (data: object) => {
			answerWith({ success: true, message: 'Sent', data: { tracking_id: 'cm_whole', ...data } });
			return await run('send', letter);
		};

		it('one of two recipients, may have been sent', async () => {
			letter.recipient = 'a@example.org, b@example.org';
			const { error, items } = await answered(to('a@example.org'));
			letter.recipient = 'a@example.org';
			expect(items('LegallyMail')).toEqual([]);
			expect(error?.message).toMatch(/^May have been sent: /);
			expect(error?.context).toMatchObject({
				outcome: 'maybeSent',
				answeredIds: ['cm_whole', 'cm_a@example.org'],
			});
		});

		it.each<[string, object]>([
			['the recipient in capitals', to('A@Example.org')],
			['the recipient, and a copy to the sender', to('a@example.org', 'office@example.com')],
			['several recipients in words', { recipient: 'Multiple Recipients' }],
			['the subject with escapes', { subject: 'Notice &amp; terms for Zo&euml;' }],
			['the subject in another encoding', { subject: 'Notice & terms for ZoÃ«' }],
			['the subject as it is', { subject: 'Notice & terms for Zoë' }],
			['an address that is written otherwise', to('a.relay@example.org')],
		])('%s, was sent', async (_, data) => {
			const { error, items } = await answered(data);
			expect(error).toBeUndefined();
			const [{ json }] = items('LegallyMail');
			expect(json.mail_tracking_id ?? json.tracking_id).toBe('cm_whole');
		});
	});

	it.each<[string, object, string | undefined]>([
		['Email sent to 2 of 2 recipients', {}, undefined],
		['Email sent to 1 of 2 recipients', {}, 'maybeSent'],
		['Email sent to 1 of 2 recipients', { success_count: 2, fail_count: 0 }, 'maybeSent'],
		['Email sent to 1 of 1 recipients', {}, 'maybeSent'],
		['Email sent to 0 of 3 recipients', { success_count: 0, fail_count: 3 }, 'maybeSent'],
		['Email sent to 9 of 9 recipients', {}, undefined],
	])(
		'that LegallyMail answers with "%s", %j and no list is: %s',
		async (message, data, outcome) => {
			answerWith({ success: true, message, data: { tracking_id: 'cm_whole', ...data } });
			const recipient = 'a@example.org, b@example.org';
			const { error } = await run('send', { ...documented, recipient });
			expect(error?.context?.outcome).toBe(outcome);
		},
	);

	describe('that LegallyMail answers with "success": false', () => {
		const refuseWith = (status: number, message: string) =>
			stage.sandbox.faults.add({
				provider: 'legallyMail',
				on: 'POST /api/send',
				fault: {
					kind: 'status',
					status,
					body: { success: false, message },
					headers: { 'retry-after': '2' },
				},
			});
		/** The outcomes of two items that share an email. */
		const outcomesOfTwo = async () => {
			const { items } = await run(
				'send',
				{ ...documented, recipient: '={{ $json.email }}', options: { combineItems: true } },
				['a@example.org', 'b@example.org'].map((email) => ({ json: { email } })),
				{ onError: 'continueRegularOutput' },
			);
			return items('LegallyMail').map((output) => failureIn(output)?.details.outcome);
		};

		const recipient = (email: string, status: string, error_details: string | null = null) => ({
			email,
			status,
			tracking_id: `cm_${email[0]}`,
			error_details,
		});
		const answering = async (
			recipients: object[],
			parameters: object = {},
			node: Partial<INodeJson> = {},
		) => {
			answerWith({
				success: false,
				message: 'Not all of them',
				data: { tracking_id: 'cm_whole', recipients, error_status: null },
			});
			const recipient = 'a@example.org, b@example.org';
			return await run('send', { ...documented, recipient, ...parameters }, undefined, node);
		};

		it('tells who was accepted, of a run that stops', async () => {
			const { error } = await answering([
				recipient('a@example.org', 'sent'),
				recipient('b@example.org', 'failed', 'No such mailbox'),
			]);
			expect(error?.message).toContain('could not send to b@example.org: No such mailbox');
			expect(error?.description).toContain('Accepted before in this run (1): cm_a');
			expect(error?.context?.findBy).toMatchObject({ 'Tracking ID': 'cm_whole' });
		});

		it('fails for those whom it names as failed, and for no other', async () => {
			const { items } = await answering(
				[recipient('a@example.org', 'sent'), recipient('b@example.org', 'failed')],
				{},
				{ onError: 'continueErrorOutput' },
			);
			expect(items('LegallyMail', 0)).toMatchObject([{ json: { tracking_id: 'cm_a' } }]);
			expect(failureIn(items('LegallyMail', 1)[0])).toMatchObject({
				message: expect.stringContaining('Not all of them') as string,
				details: { outcome: 'refused', findBy: { 'Tracking ID': 'cm_whole' } },
			});
		});

		it.each([true, false])(
			'is a refusal where it names all as failed, and Split by Recipient is %s',
			async (splitByRecipient) => {
				const all = ['a@example.org', 'b@example.org'];
				const { error } = await answering(
					all.map((email) => recipient(email, 'failed', 'Blocked')),
					{ splitByRecipient, recipient: all.join() },
				);
				expect(error?.message).toContain('could not send to a@example.org');
				expect(error?.context).toMatchObject({ outcome: 'refused' });
				expect(error?.description).toMatch(/^Nothing of this item was accepted/);
				expect(error?.description).not.toContain('Accepted before');
			},
		);

		const both = [
			recipient('a@example.org', 'sent'),
			{ ...recipient('b@example.org', 'failed', 'Mailbox full'), tracking_id: null },
		];
		const whole = { tracking_id: 'cm_whole', success_count: 1, fail_count: 1 };
		const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };

		it.each<[string, object]>([
			['in `data`', { data: { ...whole, recipients: both } }],
			['in `email`', { email: { ...whole, recipients: both } }],
			['beside it', { ...whole, recipients: both }],
		])(
			'is the failure of one where the recipients are %s, and is not sent again',
			async (_, more) => {
				answerWith({ success: false, message: '1 of 2 sent', ...more });
				const two = { ...documented, recipient: 'a@example.org, b@example.org' };
				const { error } = await run('send', two, undefined, retrying);
				expect(error?.message).toContain('could not send to b@example.org: Mailbox full');
				expect(error?.description).toContain('Accepted before in this run (1): cm_a');
				expect(sends()).toBe(1);
			},
		);

		it.each<[string, object, string[]]>([
			['counts', { data: whole }, ['cm_whole']],
			['a tracking ID', { data: { tracking_id: 'cm_whole' } }, ['cm_whole']],
			['a tracking ID beside it', { status: 'error', tracking_id: 'cm_whole' }, ['cm_whole']],
			[
				'the status of the answer and a tracking ID',
				{ status: 'error', data: { tracking_id: 'cm_whole', recipient: 'a@example.org' } },
				['cm_whole'],
			],
			['a count without an ID', { data: { success_count: 1 } }, ['success_count: 1']],
		])('may have been sent where it has %s only, and is not sent again', async (_, more, ids) => {
			answerWith({ success: false, message: '1 of 2 sent', ...more });
			const { error } = await run('send', documented, undefined, retrying);
			expect(error?.message).toMatch(/^May have been sent: /);
			expect(error?.description).toContain('LegallyMail said: "1 of 2 sent".');
			expect(error?.context).toMatchObject({ outcome: 'maybeSent', answeredIds: ids });
			expect(sends()).toBe(1);
		});

		it.each<[string, object]>([
			['nothing', {}],
			['the ID of the request', { request_id: 'r-1', trace: { id: 't-1' }, id: 7 }],
			['another email', { existing: { tracking_id: 'cm_before' } }],
			['the request', { data: { recipient: 'a@example.org', subject: 'Mine' } }],
			['no success', { data: { ...whole, success_count: 0, fail_count: 2 } }],
			['a failed email', { data: { tracking_id: 'cm_1', recipient: 'a@b.org', status: 'FAILED' } }],
		])('is a refusal where it has %s', async (_, more) => {
			answerWith({ success: false, message: 'No', ...more });
			const { error } = await run('send', documented);
			expect(error?.message).toMatch(/^Refused: LegallyMail answered: No/);
			expect(error?.context).toMatchObject({ outcome: 'refused' });
		});

		it.each([400, 403, 422, 429])(
			'may have been sent where a %d names one as accepted, and is not sent again',
			async (status) => {
				const body = {
					success: false,
					message: '1 of 2 sent',
					data: { ...whole, recipients: both },
				};
				stage.sandbox.faults.add({
					provider: 'legallyMail',
					on: 'POST /api/send',
					fault: { kind: 'status', status, body, headers: { 'retry-after': '2' } },
				});
				const all = ['a@example.org', 'b@example.org'];
				const { items } = await run(
					'send',
					{ ...documented, recipient: '={{ $json.email }}', options: { combineItems: true } },
					all.map((email) => ({ json: { email } })),
					{ onError: 'continueRegularOutput', ...retrying },
				);
				expect(items('LegallyMail').map((output) => failureIn(output)?.details)).toMatchObject(
					all.map(() => ({ outcome: 'maybeSent', answeredIds: ['cm_whole', 'cm_a'] })),
				);
				expect(sends()).toBe(1);
			},
		);

		it.each([400, 422, 429])(
			'may have been sent where a %d says in words that it was sent to some, and is not sent again',
			async (status) => {
				refuseWith(status, 'Email sent to 1 of 2 recipients');
				expect(await outcomesOfTwo()).toEqual(['maybeSent', 'maybeSent']);
				expect(sends()).toBe(1);
			},
		);

		it('is a refusal where it says in words that it was sent to none', async () => {
			refuseWith(403, 'Email sent to 0 of 2 recipients');
			expect(await outcomesOfTwo()).toEqual(['refused', 'refused']);
		});

		it('is a refusal where a 422 names those who are wrong', async () => {
			const recipients = [{ email: 'b@example.org', status: 'invalid' }];
			stage.sandbox.faults.add({
				provider: 'legallyMail',
				on: 'POST /api/send',
				fault: { kind: 'status', status: 422, body: { success: false, data: { recipients } } },
			});
			const { error } = await run('send', documented);
			expect(error?.context).toMatchObject({ outcome: 'refused' });
		});

		it('may have been sent where it names nobody as failed', async () => {
			const { error } = await answering([recipient('a@example.org', 'sent')]);
			expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
			expect(error?.description).toContain(
				'The answer of LegallyMail says "Not all of them" under the tracking ID cm_whole, and yet names a@example.org sent (cm_a).',
			);
			expect(accepted()).toHaveLength(0);
		});
	});

	it.each<[string, object, RegExp]>([
		['no recipient', { recipient: ' ' }, /'Recipients' is empty/],
		['a recipient that is no address', { recipient: 'a@example.org, b' }, /no email address: b/],
		['no subject', { subject: ' ' }, /'Subject' is empty/],
		['no body', { body: ' ' }, /'Body' is empty/],
		[
			'eleven recipients',
			{
				recipient: recipients(11)
					.map(({ json }) => json.email)
					.join(),
			},
			/There are 11 recipients/,
		],
		['a file that is not there', { attachments: 'contract' }, /no binary field named 'contract'/],
	])('refuses %s before anything is sent', async (_, change, message) => {
		const { error } = await run('send', { ...documented, ...change });
		expect(error?.message).toMatch(message);
		expect(requests()).toHaveLength(0);
	});

	it('takes more recipients when the option says so', async () => {
		stage.sandbox.legallyMail.switches.mostRecipients = 20;
		const recipient = recipients(11)
			.map(({ json }) => json.email)
			.join();
		const options = { maximumRecipients: 20 };
		await run('send', { ...documented, recipient, options });
		expect(accepted()).toHaveLength(11);
	});

	it('says what to do when the quota is used up', async () => {
		stage.sandbox.legallyMail.switches.planLimit = 0;
		const { error } = await run('send', documented);
		expect(error?.message).toContain('LegallyMail answered: No remaining emails available');
		expect(error?.description).toContain('no emails or SMS credits are left');
		expect(error?.context?.outcome).toBe('refused');
	});

	it.each(['message', 'error', 'page', 'empty'] as const)(
		'explains an error whose body is %s',
		async (errorShape) => {
			stage.sandbox.legallyMail.switches = {
				...stage.sandbox.legallyMail.switches,
				errorShape,
				planLimit: 0,
			};
			const { error } = await run('send', documented);
			expect(error?.httpCode).toBe('403');
			expect(error?.message).toMatch(/^Refused: LegallyMail answered: /);
			expect(error?.message).not.toMatch(/<|undefined/);
		},
	);
});

describe('Email: Get', () => {
	it.each(['get', 'getCertificate'])(
		'is an error when %s is answered with another',
		async (name) => {
			const email = {
				tracking_id: 'cm_other',
				recipients: [{ email: 'o@example.org', status: 'read', tracking_id: 'cm_r' }],
			};
			stage.sandbox.faults.add({
				provider: 'legallyMail',
				on: 'GET /api/email',
				fault: { kind: 'status', status: 200, body: { success: true, email } },
			});
			const { error, items } = await run(name, { trackingId: byId('cm_mine') });
			expect(items('LegallyMail')).toEqual([]);
			expect(error?.message).toContain('an answer that can not be read');
		},
	);

	it("takes the email that is asked for by a recipient's tracking ID", async () => {
		await office.send('read@example.org, unread@example.org');
		const id = accepted().at(-1)?.id ?? '';
		const { items } = await run('get', { trackingId: byId(id) });
		expect(items('LegallyMail').map(({ json }) => json.tracking_id)).toContain(id);
	});

	it('gives the email with the delivery of each recipient, if that is wanted', async () => {
		const id = await office.send('read@example.org, unread@example.org, bounce@example.org');
		stage.sandbox.clock.advance({ minutes: 10 });
		const { items } = await run('get', { trackingId: byId(id), splitByRecipient: false });
		expect(items('LegallyMail')).toHaveLength(1);
		expect(items('LegallyMail')[0].json).toMatchObject({
			tracking_id: id,
			status: 'pending',
			delivery: { state: 'delivered', final: false },
			recipients: [
				{
					delivery: {
						state: 'opened',
						final: true,
						event: 'ContentAccessTracking',
						at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/) as string,
					},
				},
				{ delivery: { state: 'delivered', final: false } },
				{ delivery: { state: 'failed', final: true }, error_details: expect.any(String) as string },
			],
		});
	});

	it('has one delivery of an email to one recipient, that of the recipient', async () => {
		const id = await office.send('unread@example.org');
		stage.sandbox.clock.advance({ minutes: 10 });
		const { items } = await run('get', { trackingId: byId(id), splitByRecipient: false });
		const [{ json }] = items('LegallyMail');
		const [{ delivery }] = json.recipients as [{ delivery: object }];
		expect(json).toMatchObject({ status: 'sent', delivery: { state: 'delivered' } });
		expect(json.delivery).toEqual(delivery);
	});

	it('gives an item for each recipient', async () => {
		const id = await office.send('read@example.org, unread@example.org');
		const { items } = await run('get', { trackingId: byId(id) });
		expect(items('LegallyMail').map(({ json }) => json.email)).toEqual([
			'read@example.org',
			'unread@example.org',
		]);
	});

	it('says so when there is no such email', async () => {
		const { error } = await run('get', { trackingId: byId('cm_none') });
		expect(error?.message).toBe('LegallyMail answered: Email not found [item 0]');
		expect(error?.description).toContain('Check the ID');
	});
});

describe('Email: Get Many', () => {
	it('gives the latest, as many as are wanted', async () => {
		for (const subject of ['First', 'Second', 'Third']) await office.send('a@example.org', subject);
		const { items } = await run('getMany', { limit: 2 });
		expect(items('LegallyMail').map(({ json }) => json.subject)).toEqual(['Third', 'Second']);
		expect(items('LegallyMail')[0].json.delivery).toMatchObject({ state: 'sent' });
	});

	it.each([0, 26, 1.5])('refuses a limit of %d before it asks', async (limit) => {
		const { error } = await run('getMany', { limit });
		expect(error?.message).toContain("'Limit' is not a whole number from 1 to 25");
		expect(requests()).toHaveLength(0);
	});

	it('lets the editor choose from them', async () => {
		const id = await office.send('a@example.org', 'To be chosen');
		const found = await stage.engine.searchList(legallyMail(['email', 'get']), 'searchEmails', {
			filter: 'CHOSEN',
			credentials: { legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) },
		});
		expect(found.results).toEqual([{ name: 'To be chosen (a@example.org)', value: id }]);
	});
});

describe('Email: Get Certificate', () => {
	const certificates = (id: string, parameters = {}) =>
		run('getCertificate', { trackingId: byId(id), ...parameters });

	it('gives each certificate of each recipient as a file whose hash is verified', async () => {
		const id = await office.send('read@example.org, unread@example.org');
		stage.sandbox.clock.advance({ minutes: 10 });
		stage.sandbox.journal.clear();
		const { items } = await certificates(id);
		const found = items('LegallyMail');
		expect(found.map(({ json }) => [json.email, json.certificate_type, json.verified])).toEqual([
			['read@example.org', 'delivered', true],
			['read@example.org', 'read', true],
			['unread@example.org', 'delivered', true],
		]);
		const file = await stage.engine.readBinary(found[1].binary!.data);
		expect(createHash('sha256').update(file).digest('hex')).toBe(found[1].json.file_hash);
		expect(found[1].json).toMatchObject({ mimeType: 'application/pdf', size: file.length });
		expect(requests()).toHaveLength(4);
	});

	it('gives those of one recipient and of one type', async () => {
		const id = await office.send('read@example.org, other@example.org');
		stage.sandbox.clock.advance({ minutes: 10 });
		const { items } = await certificates(id, {
			certificateRecipient: 'READ@example.org',
			certificateType: 'read',
			binaryPropertyName: 'proof',
		});
		expect(items('LegallyMail')).toHaveLength(1);
		expect(items('LegallyMail')[0].binary).toHaveProperty('proof');
	});

	it('says so when the certificate does not exist yet', async () => {
		const id = await office.send('silent@example.org');
		const { error } = await certificates(id, { certificateType: 'read' });
		expect(error?.message).toContain('There is no such certificate yet');
	});

	it('reports a file that is not what the API says', async () => {
		const id = await office.send('unread@example.org');
		stage.sandbox.clock.advance({ minutes: 10 });
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'GET /emails/download-certificate',
			fault: { kind: 'status', status: 200, body: '%PDF-1.4 forged' },
		});
		const { items } = await certificates(id);
		expect(items('LegallyMail')[0].json.verified).toBe(false);
	});

	it.each(['page', 'redirect'] as const)(
		'says that a login is wanted when there is a login %s in place of the PDF',
		async (login) => {
			const id = await office.send('unread@example.org');
			stage.sandbox.clock.advance({ minutes: 10 });
			Object.assign(stage.sandbox.legallyMail.switches, { downloads: 'session', login });
			const { error } = await certificates(id);
			expect(error?.message).toMatch(/web page came in place of|can not be downloaded/);
			expect(error?.description).toContain('login');
			expect(JSON.stringify(error)).not.toContain(stage.sandbox.legallyMail.token);
		},
	);

	it('does not wait for itself when many certificates are fetched at once', async () => {
		const id = await office.send('read@example.org');
		stage.sandbox.clock.advance({ minutes: 10 });
		const { items } = await run(
			'getCertificate',
			{ trackingId: byId(id), certificateType: 'read' },
			recipients(12),
		);
		expect(items('LegallyMail')).toHaveLength(12);
	});

	describe('behind a link that redirects', () => {
		const token = () => stage.sandbox.legallyMail.token;
		const delivered = async () => {
			const id = await office.send('unread@example.org');
			stage.sandbox.clock.advance({ minutes: 10 });
			stage.sandbox.journal.clear();
			return id;
		};
		const redirecting = (location: string, status?: 301 | 302 | 303 | 307 | 308) =>
			stage.sandbox.faults.add({
				provider: 'legallyMail',
				on: 'GET /emails/download-certificate',
				fault: { kind: 'redirect', location, status },
			});
		const sentTo = () =>
			requests().map(({ path, headers }) => [path.split('/')[1], headers.authorization]);

		it('is fetched where it leads on the same host, without the token', async () => {
			const id = await delivered();
			stage.sandbox.legallyMail.switches.downloadsFrom = 'redirect';
			const { items } = await certificates(id);
			expect(items('LegallyMail')).toMatchObject([{ json: { verified: true } }]);
			expect(sentTo()).toEqual([
				['api', `Bearer ${token()}`],
				['emails', `Bearer ${token()}`],
				['files', undefined],
			]);
		});

		it.each([
			['/x', '/emails/x?id=1', '/emails/x'],
			['x', 'x', '/emails/x'],
			['?x', '?x', '/emails/download-certificate'],
		])('to %s is asked there, without the token', async (_, location, path) => {
			redirecting(location);
			await certificates(await delivered());
			const [, , last] = requests();
			expect(last).toMatchObject({ path });
			expect(last.headers.authorization).toBeUndefined();
		});

		it('to another host is asked there, without the token, and the error says so', async () => {
			const { host } = new URL(stage.sandbox.pecMassiva.url);
			redirecting(`//${host}/file.pdf`);
			const { error } = await certificates(await delivered());
			const asked = stage.sandbox.journal.requests().filter(({ path }) => path === '/file.pdf');
			expect(asked).toHaveLength(1);
			expect(JSON.stringify(asked)).not.toContain(token());
			expect(JSON.stringify(error)).not.toContain(token());
		});

		it.each(['', 'file:///etc/hostname', 'ftp://example.org/x', 'http://'])(
			'to %j is not followed',
			async (location) => {
				redirecting(location);
				const { error } = await certificates(await delivered());
				expect(error?.message).toContain('can not be downloaded with the API token');
				expect(requests()).toHaveLength(2);
			},
		);

		it('and redirects again is given up, with a word of where it had led', async () => {
			const id = await delivered();
			redirecting('/emails/download-certificate?again');
			redirecting('/emails/download-certificate?for-ever');
			const { error } = await certificates(id);
			expect(error?.description).toContain('which was asked without the token');
			expect(requests()).toHaveLength(3);
		});
	});

	it('sends the token to no other host', async () => {
		const other = `http://localhost:${new URL(stage.sandbox.legallyMail.url).port}`;
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'GET /api/email',
			fault: {
				kind: 'status',
				status: 200,
				body: {
					success: true,
					email: {
						tracking_id: 'cm_1',
						recipient: 'a@example.org',
						certificates: [
							{
								certificate_type: 'read',
								pdf_download_url: `${other}/emails/download-certificate`,
							},
						],
					},
				},
			},
		});
		await certificates('cm_1');
		const [, download] = requests();
		expect(download.path).toBe('/emails/download-certificate');
		expect(download.headers.authorization).toBeUndefined();
	});
});
