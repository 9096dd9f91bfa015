import type { IDataObject } from 'n8n-workflow';
import { assign, readExample } from '../../tools/demo/examples';
import { smallPdf } from '../../tools/providers/legallyMail/caller';
import type { RunOptions, RunResult, WorkflowJson } from '../../tools/engine/engine';
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

const json = (result: RunResult, node: string, output = 0) =>
	result.items(node, output).map((item) => item.json);

const accepted = () =>
	stage.sandbox.journal.accepted('legallyMail').map(({ recipient }) => recipient);

/** The answer to the next e-mail is lost, and LegallyMail can't be asked. */
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
		const data = await stage.engine.binary(smallPdf, file);
		const contract = { name: 'Claire Martin', email, documentName: 'Lease.pdf' };
		return await run(workflow, {
			startAt: 'Run once for each contract',
			input: [{ json: contract, binary: { data } }],
		});
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
		expect(record.json).toMatchObject({ document_name: 'Lease.pdf', verified: true });
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
});

describe('the notice with a deadline', () => {
	const notice = (recipient: string, fields: Record<string, string> = {}) =>
		assign(unhurriedWorkflow(readExample('legallymail-notice-with-deadline')), 'The notice', {
			recipient,
			reference: `NOTICE-${recipient}`,
			...fields,
		});
	const stored = () => rowsOfTable('Certified notices');
	const over = { deadline: '={{ $now.minus({ hours: 1 }).toISO() }}' };

	it('stores its IDs before anything else, and waits until it has arrived', async () => {
		const workflow = notice('slow@example.org');
		const sent = await run(workflow);
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
		const workflow = notice(recipient, { reference: `NOTICE-escalated-${recipient}`, ...fields });
		const sent = await run(workflow);
		stage.sandbox.clock.advance({ hours: 1 });
		const result = await goOn(workflow, sent);

		expect(result.items('Escalated: tell someone')).toHaveLength(1);
		expect(stored()).toMatchObject([{ state: 'escalated', smsUuid: expect.any(String) as string }]);
		expect(accepted()).toEqual([recipient, '+34600000000']);
	});

	it('keeps asking when LegallyMail does not answer', async () => {
		const workflow = notice('read@example.org', { reference: 'NOTICE-unanswered' });
		const sent = await run(workflow);
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
		const result = await run(notice('read@example.org', { reference: 'NOTICE-lost' }));
		expect(result.items('Look at LegallyMail first')).toHaveLength(1);
		expect(stored()).toEqual([]);
	});
});
