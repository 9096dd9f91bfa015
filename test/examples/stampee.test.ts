import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { ActiveWorkflow, destination } from '../../tools/demo/activeWorkflow';
import {
	chosenCustomer,
	fillIn,
	readExample,
	submitted,
	type Submission,
} from '../../tools/demo/examples';
import { letterPdf } from '../../tools/demo/letterPdf';
import { chain, start } from '../../tools/engine/chain';
import type { RunOptions, RunResult, WorkflowJson } from '../../tools/engine/engine';
import { setStage } from '../../tools/engine/stage';
import { emptyTables, rowsOfTable } from '../../tools/engine/stock/dataTable';
import { takeSentEmails } from '../../tools/engine/stock/emailSend';
import { takeWrittenFiles } from '../../tools/engine/stock/readWriteFile';
import {
	stampee,
	stampeeAccount,
	stampeeAccountWithCertificate,
} from '../../tools/providers/stampee/node';

const stage = setStage({ binaryMode: 'filesystem' });

const credentials = () => ({
	stampeeApi: stampeeAccountWithCertificate(stage.sandbox.stampee),
	smtp: {},
});

const run = (workflow: WorkflowJson, options: RunOptions = {}) =>
	stage.engine.run(workflow, { credentials: credentials(), ...options });

const active = (workflow: WorkflowJson, trigger: string) =>
	new ActiveWorkflow({ engine: stage.engine, credentials: credentials() }, workflow, trigger);

const json = (items: INodeExecutionData[]) => items.map((item) => item.json);

/** Which of the nodes have got items, and how many. */
const counts = (result: RunResult, ...nodes: string[]) =>
	Object.fromEntries(nodes.map((node) => [node, result.items(node).length]));

/** Sends a letter to each address, and gives the messages' IDs in that order. */
async function lettersTo(type: string, ...emails: string[]): Promise<string[]> {
	const recipients = emails.map((email) => ({ email, firstname: 'Ada', lastname: 'Laurent' }));
	const send = stampee(['message', 'send'], {
		type,
		specifyRecipients: 'json',
		recipientsJson: JSON.stringify(recipients),
		body: 'Bonjour',
	});
	const result = await run(chain(start, send));
	return json(result.items('Stampee')).map(({ id }) => id as string);
}

/** @param name what the sandbox goes by: `accept` accepts by itself, after five minutes */
async function newCustomer(name: string) {
	const customers = [{ name: 'Atelier Dupin', email: `${name}@example.org` }];
	const create = stampee(['customer', 'create'], {
		specifyCustomers: 'json',
		customersJson: JSON.stringify(customers),
	});
	const result = await run(chain(start, create));
	return result.items('Stampee')[0].json as IDataObject & { id: string; name: string };
}

async function acceptedCustomer() {
	const customer = await newCustomer('accept');
	stage.sandbox.clock.advance({ minutes: 6 });
	return customer;
}

async function aFile() {
	const content = await letterPdf('Notice', 'The lease ends on 31 March.');
	return stage.engine.binary(content, { fileName: 'notice.pdf', mimeType: 'application/pdf' });
}

/** Somebody fills in the form of a workflow, and hands it in. */
const handIn = async (workflow: WorkflowJson, submission: Submission, options: RunOptions = {}) =>
	await run(workflow, { input: [submitted(workflow, submission)], ...options });

const letter = { Reference: 'NOTICE-2026-001', Text: 'The lease ends on 31 March.' };
const ada = { 'First name': 'Ada', 'Last name': 'Laurent' };

/** A letter with a PDF to somebody, of whose name the sandbox makes what becomes of it. */
const letterTo = async (
	recipient: string,
	values: Record<string, string> = {},
): Promise<Submission> => ({
	values: { ...letter, ...ada, Email: `${recipient}@example.org`, ...values },
	files: { Document: await aFile() },
});

/** Goes on with an execution that waits. */
const goOn = async (workflow: WorkflowJson, waiting: RunResult) => {
	expect(waiting.status).toBe('waiting');
	return await run(workflow, { resumes: waiting.execution });
};

/** Where a run has ended red, and with which words. */
const expectToStop = ({ error, status }: RunResult, node: string, message = '') => {
	expect([status, error?.node?.name]).toEqual(['error', node]);
	expect(error?.message).toContain(message);
};

const sends = () =>
	stage.sandbox.journal.requests('stampee').filter(({ path }) => path === '/messages/bulk_send');

type Outcomes = Record<string, (workflow: WorkflowJson) => Promise<void>>;

/** A customer, as the form asks for one. */
const dupin = (Email: string): Submission => ({ values: { Name: 'Atelier Dupin', Email } });

const onboarding: Outcomes = {
	'asks the customer, and learns that they accepted': async (workflow) => {
		const answers = active(workflow, 'When a customer answers');
		await answers.poll();
		const asked = await handIn(workflow, dupin('accept@example.org'));
		expect(json(asked.items('Ask the customer'))).toMatchObject([
			{ name: 'Atelier Dupin', email: 'accept@example.org', state: 'PENDING' },
		]);

		stage.sandbox.clock.advance({ minutes: 6 });
		const { items, run: answered } = await answers.poll();

		expect(json(items)).toMatchObject([{ email: 'accept@example.org', state: 'ACCEPTED' }]);
		expect(destination(answered!, items[0].json.eventId)).toBe('They accepted: letters can go out');
		expect((await answers.poll()).items).toEqual([]);
	},

	'says each week that there is no answer yet': async (workflow) => {
		const asked = await handIn(workflow, dupin('office@example.org'));
		const first = await run(workflow, { resumes: asked.execution });
		expect(counts(first, 'No answer yet: call them')).toEqual({ 'No answer yet: call them': 1 });
		expect(first.status).toBe('waiting');

		const [{ customerId }] = json(asked.items('What to keep'));
		stage.sandbox.stampee.customers.answer(customerId as string, 'ACCEPTED');
		const second = await run(workflow, { resumes: first.execution });
		expect(second.status).toBe('success');
		expect(second.runData['No answer yet: call them']).toHaveLength(1);
	},

	'learns of a refusal, and of the end of a delegation': async (workflow) => {
		const answers = active(workflow, 'When a customer answers');
		const [asked, agreed] = [await newCustomer('office'), await newCustomer('accept')];
		stage.sandbox.clock.advance({ minutes: 6 });
		await answers.poll();

		stage.sandbox.stampee.customers.answer(asked.id, 'REFUSED');
		stage.sandbox.stampee.customers.answer(agreed.id, 'REVOKED');
		const { items, run: answered } = await answers.poll();

		expect(items.map(({ json: { eventId } }) => destination(answered!, eventId))).toEqual([
			'They refused: talk to them',
			'The delegation has ended',
		]);
	},
};

const onBehalf: Outcomes = {
	'sends nothing as long as the placeholder stands for the sender': async (workflow) => {
		const result = await handIn(workflow, await letterTo('open'));

		expectToStop(result, 'Not sent, or nobody knows', 'Customer not found');
		expect(stage.sandbox.journal.accepted()).toEqual([]);
	},

	'says what n8n itself could not evaluate': async (workflow) => {
		const broken = fillIn(workflow, 'Send the letter', { body: "={{ $('Nowhere').item.json.a }}" });
		const result = await handIn(broken, await letterTo('open'));

		expectToStop(result, 'Not sent, or nobody knows', 'What to do: see the error output');
		expect(result.error?.message).toMatch(/node.*exist|Nowhere/);
		expect(result.error?.message).not.toContain('undefined');
	},

	'sends a letter with its file in the name of the customer': async (workflow) => {
		const customer = await acceptedCustomer();
		const mine = fillIn(workflow, 'Send the letter', { sender: chosenCustomer(customer) });
		const result = await handIn(mine, await letterTo('open'));

		const [{ id, recipient }] = stage.sandbox.journal.accepted();
		expect(recipient).toBe('open@example.org');
		expect(sends()).toMatchObject([
			{ body: { type: 'LS', sender: customer.id }, files: [{ name: 'notice.pdf' }] },
		]);
		expect(json(result.items('What to keep'))).toEqual([
			{
				messageId: id,
				recipient: 'open@example.org',
				sender: customer.id,
				reference: 'NOTICE-2026-001',
				sentAt: expect.stringMatching(/Z$/) as string,
			},
		]);
	},
};

/** The letter of the example whose recipients stand in the node. */
const notice = async (): Promise<Submission> => ({
	values: letter,
	files: { Document: await aFile() },
});

const registered: Outcomes = {
	'sends a registered letter with its file to each recipient': async (workflow) => {
		const result = await handIn(workflow, await notice());

		expect(sends()).toMatchObject([{ body: { type: 'LRE' }, files: [{ name: 'notice.pdf' }] }]);
		expect(json(result.items('What to keep')).map(({ recipient }) => recipient)).toEqual([
			'accept@example.org',
			'refuse@example.org',
			'expire@example.org',
		]);
		expect(counts(result, 'What became of it?')).toEqual({ 'What became of it?': 0 });
	},

	'leads a letter that may have been sent to where nobody sends it again': async (workflow) => {
		stage.sandbox.faults.add({
			provider: 'stampee',
			on: 'POST /messages/bulk_send',
			fault: { kind: 'resetAfter' },
		});
		const result = await handIn(workflow, await notice());

		expectToStop(result, 'Look at Stampee first', 'May have been sent');
		expect(result.items('Send the letter', 1)[0].json).toMatchObject({
			error: { details: { findBy: { 'Customer reference': 'NOTICE-2026-001' } } },
		});
		expect(sends()).toHaveLength(1);
	},

	'leads a letter that Stampee refused to where it is mended': async (workflow) => {
		const body = {
			message: 'Some recipients are incomplete or incorrect',
			code: 'message-bad-contacts',
		};
		stage.sandbox.faults.add({
			provider: 'stampee',
			on: 'POST /messages/bulk_send',
			fault: { kind: 'status', status: 422, body },
		});
		const result = await handIn(workflow, await notice());

		expectToStop(result, 'Mend the letter', body.message);
	},

	'leads a letter that was not sent to where it is run again': async (workflow) => {
		const result = await handIn(workflow, await notice(), {
			credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
		});

		expectToStop(result, 'Run it again', 'Not sent');
		expect(sends()).toEqual([]);
	},
};

const following: Outcomes = {
	'waits quietly as long as the placeholder stands for the messages': async (workflow) => {
		const changes = active(workflow, 'When a letter changes');

		expect((await changes.poll()).items).toEqual([]);
		expect((await changes.poll()).items).toEqual([]);
	},

	'tells what became of each letter, once': async (workflow) => {
		const ids = [
			...(await lettersTo('LS', 'open@example.org')),
			...(await lettersTo(
				'LRE',
				'accept@example.org',
				'refuse@example.org',
				'expire@example.org',
				'bounce@example.org',
			)),
		];
		const mine = fillIn(workflow, 'When a letter changes', { messageIds: ids.join(', ') });
		const changes = active(mine, 'When a letter changes');
		await changes.poll();

		stage.sandbox.clock.advance({ days: 15 });
		const { items, run: result } = await changes.poll();

		expect(items.map(({ json: { eventId } }) => destination(result!, eventId))).toEqual([
			'It was opened or accepted',
			'It was opened or accepted',
			'It was refused',
			'Nobody answered in time',
			'It could not be delivered',
		]);
		expect((await changes.poll()).items).toEqual([]);
	},

	'has a place for what nobody has foreseen': async (workflow) => {
		const delivery = { state: 'unknown', final: false, event: null, at: null };
		const result = await run(workflow, {
			startAt: 'When a letter changes',
			input: [{ json: { id: '123456789012', delivery } }],
		});

		expect(counts(result, 'Something else')).toEqual({ 'Something else': 1 });
	},
};

const trigger = 'When there is new proof';

/** Letters that are watched, whose time is then over. */
async function provenLetters(workflow: WorkflowJson) {
	const [opened] = await lettersTo('LS', 'open@example.org');
	const [expired] = await lettersTo('LRE', 'expire@example.org');
	const mine = fillIn(workflow, trigger, { messageIds: `${opened}, ${expired}` });
	const staticData: IDataObject = {};
	const poll = async () => {
		const polled = await stage.engine.poll(mine, { credentials: credentials(), staticData });
		const items = polled.items ?? [];
		return { items, run: await run(mine, { startAt: trigger, input: items }) };
	};
	await poll();
	stage.sandbox.clock.advance({ days: 15 });
	return { opened, expired, poll };
}

const collecting: Outcomes = {
	'gets every proof of each letter that has come to its end, once': async (workflow) => {
		const { opened, expired, poll } = await provenLetters(workflow);
		const { run: result } = await poll();

		const files = result.items('Keep the files here');
		expect(json(files).map(({ fileName }) => fileName)).toEqual([
			`stampee-${opened}-SENT.pdf`,
			`stampee-${opened}-RECEIVED.pdf`,
			`stampee-${expired}-SENT.pdf`,
			`stampee-${expired}-EXPIRED.pdf`,
		]);
		for (const { binary } of files) {
			const content = await stage.engine.readBinary(binary!.data);
			expect(content.subarray(0, 5).toString()).toBe('%PDF-');
		}
		expect((await poll()).items).toEqual([]);
	},

	'gets the other proof where some can not be had, and then ends red': async (workflow) => {
		const { opened, expired, poll } = await provenLetters(workflow);
		stage.sandbox.faults.add({
			provider: 'stampee-files',
			fault: { kind: 'status', status: 404 },
		});
		const { run: result } = await poll();

		expectToStop(result, 'Proof is missing', 'The proof of 1 letters could not be fetched');
		const missing = json(result.items('Get all of its proof', 1));
		const kept = json(result.items('Keep the files here'));
		expect(missing).toMatchObject([{ id: expect.stringMatching(/^\d{12}$/) as string }]);
		expect(kept.map(({ id }) => id)).toEqual(
			Array<string>(2).fill(missing[0].id === opened ? expired : opened),
		);
	},

	'waits as long as more is to come': async (workflow) => {
		const delivery = { state: 'sent', final: false, event: 'SubmissionAcceptance', at: null };
		const result = await run(workflow, {
			startAt: trigger,
			input: [{ json: { id: '123456789012', delivery } }],
		});

		expect(counts(result, 'Keep the files here', 'More is to come')).toEqual({
			'Keep the files here': 0,
			'More is to come': 1,
		});
	},
};

const byReference: Outcomes = {
	'stores the IDs, and files all evidence of what has come to its end, once': async (workflow) => {
		emptyTables();
		const hour = async () => await run(workflow, { startAt: 'Every hour' });
		await handIn(workflow, registeredTo('accept', 'NOTICE-2026-001'));
		await handIn(workflow, registeredTo('refuse', 'NOTICE-2026-002'));
		const stored = () => rowsOfTable('Registered letters');
		expect(stored()).toMatchObject([
			{ reference: 'NOTICE-2026-001', recipient: 'accept@example.org', state: 'open' },
			{ reference: 'NOTICE-2026-002', recipient: 'refuse@example.org', state: 'open' },
		]);
		const [accepted, refused] = stored().map(({ messageId }) => messageId as string);
		expect(counts(await hour(), 'Still under way: ask again in an hour', 'File it here')).toEqual({
			'Still under way: ask again in an hour': 2,
			'File it here': 0,
		});

		stage.sandbox.clock.advance({ days: 15 });
		const filed = (await hour()).items('File it here');

		expect(json(filed)).toMatchObject(
			[
				['NOTICE-2026-001', accepted, 'SENT'],
				['NOTICE-2026-001', accepted, 'ACCEPTED'],
				['NOTICE-2026-002', refused, 'SENT'],
				['NOTICE-2026-002', refused, 'REFUSED'],
			].map(([reference, id, type]) => ({ path: `${reference}/${id}-${type}.pdf`, messageId: id })),
		);
		for (const { binary } of filed) {
			const content = await stage.engine.readBinary(binary!.data);
			expect(content.subarray(0, 5).toString()).toBe('%PDF-');
		}
		expect(stored().map(({ state }) => state)).toEqual(['filed', 'filed']);
		expect((await hour()).items('File it here')).toEqual([]);
	},

	'takes a letter for filed only when its last proof is there': async (workflow) => {
		emptyTables();
		await handIn(workflow, registeredTo('accept', 'NOTICE-2026-005'));
		const [{ messageId }] = rowsOfTable('Registered letters');
		const file = async (final: boolean) =>
			await run(workflow, {
				startAt: 'File it here',
				input: [{ json: { messageId, delivery: { final } } }],
			});
		const state = () => rowsOfTable('Registered letters')[0].state;

		await file(false);
		expect(state()).toBe('open');
		await file(true);
		expect(state()).toBe('filed');
	},

	'asks again for evidence that is missing': async (workflow) => {
		emptyTables();
		await handIn(workflow, registeredTo('accept', 'NOTICE-2026-003'));
		stage.sandbox.clock.advance({ days: 15 });
		stage.sandbox.faults.add({
			provider: 'stampee-files',
			times: 9,
			fault: { kind: 'status', status: 404 },
		});
		const missing = await run(workflow, { startAt: 'Every hour' });
		expectToStop(missing, 'Evidence is missing: ask again in an hour', 'of 1 letters');

		await stage.sandbox.faults.clear();
		const result = await run(workflow, { startAt: 'Every hour' });
		expect(result.items('File it here')).toHaveLength(2);
	},

	'leads a letter that may have been sent to where nobody sends it again': async (workflow) => {
		emptyTables();
		stage.sandbox.faults.add({
			provider: 'stampee',
			on: 'POST /messages/bulk_send',
			fault: { kind: 'resetAfter' },
		});
		const result = await handIn(workflow, registeredTo('accept', 'NOTICE-2026-004'));

		expectToStop(result, 'Look at Stampee first', 'May have been sent');
	},

	'ends red when Stampee does not say what became of a letter': async (workflow) => {
		emptyTables();
		await handIn(workflow, registeredTo('accept', 'NOTICE-2026-006'));
		stage.sandbox.faults.add({
			provider: 'stampee',
			on: 'GET /messages/:id',
			times: 9,
			fault: { kind: 'status', status: 401 },
		});
		const result = await run(workflow, { startAt: 'Every hour' });

		expectToStop(result, 'No answer: ask again in an hour', 'of 1 letters');
	},
};

const fromForm: Outcomes = {
	'saves the evidence of a letter that was accepted, and mails nobody': async (workflow) => {
		const sent = await handIn(workflow, await letterTo('accept'));
		expect(sends()).toMatchObject([
			{
				body: { type: 'LRE', customerReference: letter.Reference },
				files: [{ name: 'notice.pdf' }],
			},
		]);
		const asked = await goOn(workflow, sent);
		stage.sandbox.clock.advance({ hours: 6 });
		const ended = await goOn(workflow, asked);

		expect(ended.status).toBe('success');
		const [{ id }] = stage.sandbox.journal.accepted();
		const files = takeWrittenFiles();
		const folder = '/home/node/.n8n-files';
		expect([...files.keys()]).toEqual(
			['SENT', 'ACCEPTED'].map((type) => `${folder}/stampee-${id}-${type}.pdf`),
		);
		for (const content of files.values()) {
			expect(content.subarray(0, 5).toString()).toBe('%PDF-');
		}
		expect(takeSentEmails()).toEqual([]);
	},

	'mails whoever it is about when a letter is refused, or expires': async (workflow) => {
		for (const [recipient, state] of [
			['refuse', 'refused'],
			['expire', 'expired'],
			['bounce', 'failed'],
		]) {
			const sent = await handIn(workflow, await letterTo(recipient, { Reference: recipient }));
			stage.sandbox.clock.advance({ days: 16 });
			const ended = await goOn(workflow, sent);

			expect(ended.status).toBe('success');
			expect(takeWrittenFiles().size).toBe(2);
			expect(takeSentEmails()).toMatchObject([
				{ toEmail: 'me@example.org', subject: `Letter ${recipient}: ${state}` },
			]);
		}
	},

	'asks again when Stampee does not answer, and says so after 30 days': async (workflow) => {
		const month = { at: new Date(Date.now() - 31 * 86_400_000) };
		const sent = await handIn(workflow, await letterTo('silent', { Reference: 'NOTICE-2026-007' }));
		const late = await handIn(workflow, {
			...(await letterTo('silent', { Reference: 'NOTICE-2026-008' })),
			...month,
		});
		stage.sandbox.faults.add({
			provider: 'stampee',
			on: 'GET /messages/:id',
			times: 9,
			fault: { kind: 'status', status: 401 },
		});

		expect((await goOn(workflow, sent)).status).toBe('waiting');
		expectToStop(await goOn(workflow, late), 'Still no end: look at Stampee', 'NOTICE-2026-008');
	},

	'ends red when a letter was not sent, or its evidence is missing': async (workflow) => {
		const account = stampeeAccount(stage.sandbox.stampee);
		const unsent = await handIn(workflow, await letterTo('accept'), {
			credentials: { ...credentials(), stampeeApi: account },
		});
		expectToStop(unsent, 'Not sent, or nobody knows', 'Not sent');

		const sent = await handIn(workflow, await letterTo('accept'));
		stage.sandbox.clock.advance({ hours: 6 });
		stage.sandbox.faults.add({
			provider: 'stampee-files',
			times: 9,
			fault: { kind: 'status', status: 404 },
		});
		expectToStop(
			await goOn(workflow, sent),
			'Evidence is missing: get it at Stampee',
			'NOTICE-2026-001 has ended (accepted), but',
		);
	},
};

const waiting: Outcomes = {
	'goes on once the letter is accepted': async (workflow) => {
		const sent = await handIn(workflow, await deadlineFor('slow', tomorrow()));
		const asked = await goOn(workflow, sent);
		stage.sandbox.clock.advance({ days: 2 });
		const ended = await goOn(workflow, asked);

		expect(ended.status).toBe('success');
		expect(json(ended.items('Accepted: go on here'))).toMatchObject([
			{ delivery: { state: 'accepted' } },
		]);
	},

	'ends red when it is refused, and when the deadline is over': async (workflow) => {
		const refused = await handIn(workflow, await deadlineFor('refuse', tomorrow()));
		const silent = await handIn(workflow, await deadlineFor('silent', '2026-01-31'));
		stage.sandbox.clock.advance({ days: 1 });

		expectToStop(await goOn(workflow, refused), 'Not accepted: act now', 'refused (REFUSED)');
		const late = await goOn(workflow, silent);
		expectToStop(late, 'Too late: act now', 'by 2026-01-31');
		expect(late.error?.message).not.toContain('undefined');
	},

	'ends red when it was not sent': async (workflow) => {
		const account = stampeeAccount(stage.sandbox.stampee);
		const result = await handIn(workflow, await deadlineFor('accept', tomorrow()), {
			credentials: { stampeeApi: account },
		});
		expectToStop(result, 'Not sent, or nobody knows', 'Not sent');
	},
};

/** As a form gives a day. */
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

const deadlineFor = async (recipient: string, Deadline: string) =>
	await letterTo(recipient, { Reference: `NOTICE-${recipient}`, Deadline });

/** A letter without a file, by the form of the example that has none. */
const registeredTo = (recipient: string, Reference: string): Submission => ({
	values: { ...letter, ...ada, Email: `${recipient}@example.org`, Reference },
});

/** What is expected of each of Stampee's workflows in examples/. */
const outcomes: Record<string, Outcomes> = {
	'stampee-collect-evidence': collecting,
	'stampee-evidence-by-reference': byReference,
	'stampee-follow-letter': following,
	'stampee-letter-from-form': fromForm,
	'stampee-onboard-customer': onboarding,
	'stampee-send-letter-on-behalf-of-customer': onBehalf,
	'stampee-send-registered-letter': registered,
	'stampee-wait-for-delivery': waiting,
};

describe.each(Object.keys(outcomes))('%s', (name) => {
	it.each(Object.entries(outcomes[name]))('%s', async (_, outcome) => {
		await outcome(readExample(name));
	});
});
