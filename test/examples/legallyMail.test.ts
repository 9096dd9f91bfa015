import type { IDataObject } from 'n8n-workflow';
import { readExample, submitted } from '../../tools/demo/examples';
import type { RunOptions, RunResult, WorkflowJson } from '../../tools/engine/engine';
import { smallPdf } from '../../tools/providers/legallyMail/caller';
import { legallyMailAccount, unhurriedWorkflow } from '../../tools/providers/legallyMail/node';
import { setStage } from '../../tools/engine/stage';
import { emptyTables, rowsOfTable } from '../../tools/engine/stock/dataTable';

const stage = setStage({ binaryMode: 'filesystem' });

beforeEach(() => {
	stage.sandbox.legallyMail.switches.rateLimit = null;
	emptyTables();
});

const run = async (workflow: WorkflowJson, options: RunOptions = {}) => {
	const credentials = { legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) };
	return await stage.engine.run(workflow, { credentials, ...options });
};

const goOn = async (workflow: WorkflowJson, waiting: RunResult) => {
	expect(waiting.status).toBe('waiting');
	return await run(workflow, { resumes: waiting.execution });
};

/** Where a run has ended red, and with which words. */
const expectToStop = ({ error, status }: RunResult, node: string, message = '') => {
	expect([status, error?.node?.name]).toEqual(['error', node]);
	expect(error?.message).toContain(message);
};

const json = (result: RunResult, node: string, output = 0) =>
	result.items(node, output).map((item) => item.json);

const accepted = () =>
	stage.sandbox.journal.accepted('legallyMail').map(({ recipient }) => recipient);

/** The answer to the next email is lost, and LegallyMail can't be asked. */
function loseNextAnswer(): void {
	const { faults } = stage.sandbox;
	const provider = 'legallyMail';
	faults.add({ provider, on: 'POST /api/send', fault: { kind: 'resetAfter' } });
	faults.add({
		provider,
		on: 'GET /api/emails',
		times: 9,
		fault: { kind: 'status', status: 500 },
	});
}

describe('the contract for signature', () => {
	const workflow = unhurriedWorkflow(readExample('legallymail-contract-for-signature'));
	const account = () => ({ legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) });

	async function sendContract(email: string): Promise<RunResult> {
		const file = { fileName: 'contract.pdf', mimeType: 'application/pdf' };
		const Contract = await stage.engine.binary(smallPdf, file);
		const values = { Name: 'Claire Martin', Email: email, Reference: `LEASE-${email}` };
		return await run(workflow, { input: [submitted(workflow, { values, files: { Contract } })] });
	}

	it('goes out, and the signed record is filed', async () => {
		const staticData: IDataObject = {};
		const poll = async () =>
			await stage.engine.poll(workflow, { credentials: account(), staticData });
		await poll();
		for (const email of ['sign@example.org', 'decline@example.org']) {
			const sent = await sendContract(email);
			expect(json(sent, 'Asked: keep the UUID')).toMatchObject([{ email, name: 'Claire Martin' }]);
		}
		await poll();
		stage.sandbox.clock.advance({ minutes: 10 });

		const { items: changes } = await poll();
		const result = await run(workflow, {
			startAt: 'When a signature changes',
			input: changes ?? [],
		});

		const [record, ...others] = result.items('File the record here');
		expect(others).toEqual([]);
		expect(record.json).toMatchObject({ document_name: 'contract.pdf', verified: true });
		expect(record.binary).toHaveProperty('data');
		expect(json(result, 'Not signed: tell someone')).toMatchObject([
			{ status: 'declined', delivery: { state: 'refused' } },
		]);
	});

	it('reminds, once, who has not answered after three days', async () => {
		const sent = await sendContract('silent@example.org');
		stage.sandbox.clock.advance({ days: 3 });
		const result = await goOn(workflow, sent);

		expect(result.status).toBe('success');
		expect(json(result, 'Reminded: keep the tracking ID')).toHaveLength(1);
		expect(accepted().filter((recipient) => recipient === 'silent@example.org')).toHaveLength(2);
	});

	it('reminds nobody who has signed', async () => {
		const sent = await sendContract('sign+again@example.org');
		stage.sandbox.clock.advance({ days: 3 });
		const result = await goOn(workflow, sent);

		expect(json(result, 'Answered: the lower part deals with it')).toHaveLength(1);
		expect(json(result, 'Remind them')).toEqual([]);
	});

	it('ends red when nobody was asked, and when nobody could be reminded', async () => {
		expectToStop(await sendContract('no address'), 'Not sent, or nobody knows');

		const sent = await sendContract('silent+unreminded@example.org');
		stage.sandbox.clock.advance({ days: 3 });
		const fault = { kind: 'status', status: 400 } as const;
		stage.sandbox.faults.add({ provider: 'legallyMail', on: 'POST /api/send', fault });
		const result = await goOn(workflow, sent);
		expectToStop(result, 'Not reminded: call them', 'silent+unreminded@example.org was not');
	});

	it('ends red when a signed record is missing', async () => {
		const uuid = '00000000-0000-4000-8000-000000000000';
		const signed = { json: { uuid, delivery: { state: 'accepted' } } };
		const result = await run(workflow, { startAt: 'When a signature changes', input: [signed] });
		expectToStop(result, 'Record is missing', '1 signed records could not be fetched');
	});
});

describe('the notice with a deadline', () => {
	const workflow = unhurriedWorkflow(readExample('legallymail-notice-with-deadline'));
	const handIn = async (recipient: string, values: Record<string, string> = {}) => {
		const notice = {
			Reference: `NOTICE-${recipient}`,
			Email: recipient,
			Phone: '+34600000000',
			Subject: `Notice of termination, NOTICE-${recipient}`,
			Text: 'We hereby terminate the contract as of 31 December.',
			Deadline: '2999-12-31',
			...values,
		};
		return await run(workflow, { input: [submitted(workflow, { values: notice })] });
	};
	const stored = () => rowsOfTable('Certified notices');
	const over = { Deadline: '2026-01-31' };

	it('stores its IDs before anything else, and waits until it has arrived', async () => {
		const sent = await handIn('slow@example.org');
		expect(stored()).toMatchObject([
			{
				reference: 'NOTICE-slow@example.org',
				state: 'sent',
				trackingId: expect.any(String) as string,
			},
		]);
		expect(sent.items('Ask what became of it')).toEqual([]);

		const asked = await goOn(workflow, sent);
		expect(asked.status).toBe('waiting');
		stage.sandbox.clock.advance({ hours: 2 });
		const arrived = await goOn(workflow, asked);

		expect(json(arrived, 'It has arrived')).toMatchObject([{ state: 'delivered' }]);
		expect(stored()).toMatchObject([{ state: 'delivered' }]);
		expect(accepted()).toEqual(['slow@example.org']);
	});

	it.each([
		['when the deadline has passed', 'silent@example.org', over],
		['when the email has failed', 'bounce@example.org', {}],
	])('escalates by certified SMS %s, and stores that', async (_, recipient, fields) => {
		const Reference = `NOTICE-escalated-${recipient}`;
		const sent = await handIn(recipient, { Reference, ...fields });
		stage.sandbox.clock.advance({ hours: 1 });
		const result = await goOn(workflow, sent);

		expect(result.items('Escalated: tell someone')).toHaveLength(1);
		expect(stored()).toMatchObject([{ state: 'escalated', smsUuid: expect.any(String) as string }]);
		expect(accepted()).toEqual([recipient, '+34600000000']);
	});

	it('keeps asking when LegallyMail does not answer', async () => {
		const sent = await handIn('read@example.org', { Reference: 'NOTICE-unanswered' });
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'GET /api/email',
			fault: { kind: 'status', status: 400 },
		});
		const asked = await goOn(workflow, sent);
		expect(asked.status).toBe('waiting');

		await stage.sandbox.faults.clear();
		stage.sandbox.clock.advance({ hours: 1 });
		const result = await goOn(workflow, asked);
		expect(result.items('It has arrived')).toHaveLength(1);
	});

	it('leads what may have been sent to a person who looks first', async () => {
		loseNextAnswer();
		const result = await handIn('read@example.org', { Reference: 'NOTICE-lost' });
		expectToStop(result, 'Look at LegallyMail first', 'May have been sent');
		expect(stored()).toEqual([]);
	});

	it('ends red when the SMS is not sent either', async () => {
		const recipient = 'silent@example.org';
		const sent = await handIn(recipient, { Reference: 'NOTICE-twice', Phone: 'none', ...over });
		expectToStop(await goOn(workflow, sent), 'Not escalated: call them', 'NOTICE-twice');
	});
});
