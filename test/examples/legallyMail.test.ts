import type { IDataObject } from 'n8n-workflow';
import workflow from '../../examples/legallymail-contract-for-signature.json';
import { smallPdf } from '../sandbox/legallyMail/caller';
import { legallyMailAccount } from '../support/legallyMail';
import { setStage } from '../support/stage';

const stage = setStage();

beforeEach(() => {
	stage.sandbox.legallyMail.switches.rateLimit = null;
});

const credentials = () => ({ legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) });

async function sendContract(email: string): Promise<void> {
	const file = { fileName: 'contract.pdf', mimeType: 'application/pdf' };
	const data = await stage.engine.binary(smallPdf, file);
	const json = { name: 'Claire Martin', email, documentName: 'Lease.pdf' };
	const { status, items } = await stage.engine.run(workflow, {
		credentials: credentials(),
		startAt: 'Run once for each contract',
		input: [{ json, binary: { data } }],
	});
	expect(status).toBe('success');
	expect(items('Asked: keep the UUID')).toHaveLength(1);
}

describe('The example workflow', () => {
	it('sends a contract out for signature, and files the signed record', async () => {
		const staticData: IDataObject = {};
		const poll = async () =>
			await stage.engine.poll(workflow, { credentials: credentials(), staticData });
		await poll();
		await sendContract('sign@example.org');
		await sendContract('decline@example.org');
		await poll();
		stage.sandbox.clock.advance({ minutes: 10 });

		const { items: changes } = await poll();
		const { items } = await stage.engine.run(workflow, {
			credentials: credentials(),
			startAt: 'When a signature changes',
			input: changes ?? [],
		});
		const [record, ...others] = items('File the record here');
		expect(others).toEqual([]);
		expect(record.json).toMatchObject({ document_name: 'Lease.pdf', verified: true });
		expect(record.binary).toHaveProperty('data');
		expect(items('Not signed: tell someone')).toMatchObject([
			{ json: { status: 'declined', delivery: { state: 'refused' } } },
		]);
	});
});
