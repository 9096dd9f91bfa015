import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { ActiveWorkflow, destination } from '../../tools/demo/activeWorkflow';
import { assign, chosenCustomer, fillIn, readExample } from '../../tools/demo/examples';
import { letterPdf } from '../../tools/demo/letterPdf';
import { chain, start } from '../../tools/engine/chain';
import type { RunOptions, RunResult, WorkflowJson } from '../../tools/engine/engine';
import { setStage } from '../../tools/engine/stage';
import { emptyTables, rowsOfTable } from '../../tools/engine/stock/dataTable';
import {
	stampee,
	stampeeAccount,
	stampeeAccountWithCertificate,
} from '../../tools/providers/stampee/node';

const stage = setStage({ binaryMode: 'filesystem' });

const credentials = () => ({ stampeeApi: stampeeAccountWithCertificate(stage.sandbox.stampee) });

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
		body: '<p>Bonjour</p>',
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

const sends = () =>
	stage.sandbox.journal.requests('stampee').filter(({ path }) => path === '/messages/bulk_send');

type Outcomes = Record<string, (workflow: WorkflowJson) => Promise<void>>;

const onboarding: Outcomes = {
	'asks the customer, and learns that they accepted': async (workflow) => {
		const answers = active(workflow, 'When a customer answers');
		await answers.poll();
		const asked = await run(workflow);
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
		const silent = { name: 'Atelier Dupin', email: 'office@example.org' };
		const customers = { customer: [{ ...silent, isPaying: false, willSendLre: true }] };
		const mine = fillIn(workflow, 'Ask the customer', { customers });
		const asked = await run(mine);
		const first = await run(mine, { resumes: asked.execution });
		expect(counts(first, 'No answer yet: call them')).toEqual({ 'No answer yet: call them': 1 });
		expect(first.status).toBe('waiting');

		const [{ customerId }] = json(asked.items('What to keep'));
		stage.sandbox.stampee.customers.answer(customerId as string, 'ACCEPTED');
		const second = await run(mine, { resumes: first.execution });
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
		const result = await run(workflow);

		expect(json(result.items('Not sent, or nobody knows: look at why'))).toMatchObject([
			{ error: { message: expect.stringContaining('Customer not found') as string } },
		]);
		expect(stage.sandbox.journal.accepted()).toEqual([]);
	},

	'sends a letter with its file in the name of the customer': async (workflow) => {
		const customer = await acceptedCustomer();
		const mine = fillIn(workflow, 'Send the letter', { sender: chosenCustomer(customer) });
		const result = await run(mine, { input: [{ json: {}, binary: { data: await aFile() } }] });

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
				reference: 'STATEMENT-2026-001',
				sentAt: expect.stringMatching(/Z$/) as string,
			},
		]);
	},

	'sends a letter without a file if there is none': async (workflow) => {
		const customer = await acceptedCustomer();
		const mine = fillIn(workflow, 'Send the letter', { sender: chosenCustomer(customer) });
		const result = await run(mine);

		expect(result.items('What to keep')).toHaveLength(1);
		expect(sends()).toMatchObject([{ body: { type: 'LS', sender: customer.id }, files: [] }]);
	},
};

const afterFailure = ['Look at Stampee first', 'Mend the letter', 'Run it again'];

const registered: Outcomes = {
	'sends a registered letter with its file to each recipient': async (workflow) => {
		const result = await run(workflow, {
			input: [{ json: {}, binary: { data: await aFile() } }],
		});

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
		const result = await run(workflow);

		expect(counts(result, 'What to keep', ...afterFailure)).toEqual({
			'What to keep': 0,
			'Look at Stampee first': 1,
			'Mend the letter': 0,
			'Run it again': 0,
		});
		expect(result.items('Look at Stampee first')[0].json).toMatchObject({
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
		const result = await run(workflow);

		expect(counts(result, 'What to keep', ...afterFailure)).toEqual({
			'What to keep': 0,
			'Look at Stampee first': 0,
			'Mend the letter': 1,
			'Run it again': 0,
		});
	},

	'leads a letter that was not sent to where it is run again': async (workflow) => {
		const result = await run(workflow, {
			credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
		});

		expect(counts(result, 'What to keep', ...afterFailure)).toEqual({
			'What to keep': 0,
			'Look at Stampee first': 0,
			'Mend the letter': 0,
			'Run it again': 1,
		});
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
	const evidence = active(mine, trigger);
	await evidence.poll();
	stage.sandbox.clock.advance({ days: 15 });
	return { opened, expired, evidence };
}

const collecting: Outcomes = {
	'gets every proof of each letter that has come to its end, once': async (workflow) => {
		const { opened, expired, evidence } = await provenLetters(workflow);
		const { run: result } = await evidence.poll();

		const files = result!.items('Keep the files here');
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
		expect((await evidence.poll()).items).toEqual([]);
	},

	'gets the other proof where some can not be had, and says so': async (workflow) => {
		const { opened, expired, evidence } = await provenLetters(workflow);
		stage.sandbox.faults.add({
			provider: 'stampee-files',
			fault: { kind: 'status', status: 404 },
		});
		const { run: result } = await evidence.poll();

		const missing = json(result!.items('Proof is missing: tell someone'));
		const kept = json(result!.items('Keep the files here'));
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
		await run(workflow);
		const stored = () => rowsOfTable('Registered letters');
		expect(stored()).toMatchObject([
			{ reference: 'NOTICE-2026-002', recipient: 'accept@example.org', state: 'open' },
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
				[accepted, 'SENT'],
				[accepted, 'ACCEPTED'],
				[refused, 'SENT'],
				[refused, 'REFUSED'],
			].map(([id, type]) => ({ path: `NOTICE-2026-002/${id}-${type}.pdf`, messageId: id })),
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
		const letter = assign(workflow, 'The letter', { reference: 'NOTICE-2026-005' });
		await run(letter);
		const [{ messageId }] = rowsOfTable('Registered letters');
		const file = async (final: boolean) =>
			await run(letter, {
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
		const letter = assign(workflow, 'The letter', { reference: 'NOTICE-2026-003' });
		await run(letter);
		stage.sandbox.clock.advance({ days: 15 });
		stage.sandbox.faults.add({
			provider: 'stampee-files',
			times: 9,
			fault: { kind: 'status', status: 404 },
		});
		const missing = await run(letter, { startAt: 'Every hour' });
		expect(missing.items('Evidence is missing: ask again in an hour')).toHaveLength(2);

		await stage.sandbox.faults.clear();
		const result = await run(letter, { startAt: 'Every hour' });
		expect(result.items('File it here')).toHaveLength(4);
	},

	'leads a letter that may have been sent to where nobody sends it again': async (workflow) => {
		emptyTables();
		stage.sandbox.faults.add({
			provider: 'stampee',
			on: 'POST /messages/bulk_send',
			fault: { kind: 'resetAfter' },
		});
		const result = await run(assign(workflow, 'The letter', { reference: 'NOTICE-2026-004' }));

		expect(counts(result, 'Look at Stampee first', 'Mend it, then run it again')).toEqual({
			'Look at Stampee first': 1,
			'Mend it, then run it again': 0,
		});
	},
};

/** What is expected of each of Stampee's workflows in examples/. */
const outcomes: Record<string, Outcomes> = {
	'stampee-collect-evidence': collecting,
	'stampee-evidence-by-reference': byReference,
	'stampee-follow-letter': following,
	'stampee-onboard-customer': onboarding,
	'stampee-send-letter-on-behalf-of-customer': onBehalf,
	'stampee-send-registered-letter': registered,
};

describe.each(Object.keys(outcomes))('%s', (name) => {
	it.each(Object.entries(outcomes[name]))('%s', async (_, outcome) => {
		await outcome(readExample(name));
	});
});
