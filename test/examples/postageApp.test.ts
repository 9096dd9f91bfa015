import { readExample, submitted } from '../../tools/demo/examples';
import type { RunOptions } from '../../tools/engine/engine';
import { postageAppAccount } from '../../tools/providers/postageApp/node';
import { setStage } from '../../tools/engine/stage';

const stage = setStage({ binaryMode: 'filesystem' });
const example = readExample('postageapp-mail-merge-from-sheet');

const run = (options: RunOptions) =>
	stage.engine.run(example, {
		credentials: { postageAppApi: postageAppAccount(stage.sandbox.postageApp) },
		...options,
	});

/** Hands in a sheet, as the form of the workflow does. */
async function handIn(mailing: string, ...rows: string[]) {
	const sheet = ['email,name,order', ...rows].join('\n');
	const file = { fileName: 'sheet.csv', mimeType: 'text/csv' };
	const Sheet = await stage.engine.binary(Buffer.from(sheet), file);
	const values = { Mailing: mailing };
	return await run({ input: [submitted(example, { values, files: { Sheet } })] });
}

const rows = ['ada@example.org,Ada,1001', 'bounce@example.org,"Bob, jun.",1002'];

describe('the mail merge from a sheet', () => {
	it('sends a mail to each row in one request, and reports when all is settled', async () => {
		const sent = await handIn('receipts-2026-03', ...rows);
		expect(sent.status).toBe('waiting');
		expect(sent.items('What to keep').map(({ json }) => json)).toMatchObject([
			{ uid: 'receipts-2026-03', alreadySent: false },
		]);
		const sends = stage.sandbox.journal
			.requests('postageApp')
			.filter(({ path }) => path.includes('send_message'));
		expect(sends).toMatchObject([
			{
				body: {
					arguments: { recipients: { 'bounce@example.org': { name: 'Bob, jun.', order: '1002' } } },
				},
			},
		]);

		stage.sandbox.clock.advance({ hours: 1 });
		const reported = await run({ resumes: sent.execution });

		expect(reported.items('Mend their addresses').map(({ json }) => json)).toMatchObject([
			{ recipient: 'bounce@example.org', state: 'failed', why: 'No Such User Here' },
		]);
		const [{ binary }] = reported.items('Hand the report on');
		expect(binary?.data.fileName).toBe('receipts-2026-03.csv');
		const report = (await stage.engine.readBinary(binary!.data)).toString().split('\n');
		expect(report[0]).toBe('recipient,state,at,why');
		expect(report.slice(1).map((line) => line.split(',', 2))).toEqual([
			['ada@example.org', 'delivered'],
			['bounce@example.org', 'failed'],
		]);
	});

	it('sends a mailing once, however often it is handed in', async () => {
		await handIn('receipts-2026-04', ...rows);
		const again = await handIn('receipts-2026-04', ...rows);
		expect(again.items('What to keep')).toMatchObject([{ json: { alreadySent: true } }]);
		expect(stage.sandbox.journal.accepted('postageApp')).toHaveLength(2);
	});

	it('asks again as long as something is under way', async () => {
		const sent = await handIn('receipts-2026-05', 'slow@example.org,Eve,1003');
		const asked = await run({ resumes: sent.execution });
		expect(asked.status).toBe('waiting');
		expect(asked.items('Line of the report')).toEqual([]);

		stage.sandbox.clock.advance({ days: 1 });
		const reported = await run({ resumes: asked.execution });
		expect(reported.items('Hand the report on')).toHaveLength(1);
	});

	it('says why nothing was sent', async () => {
		const result = await handIn('receipts-2026-06', 'no address,Ada,1001');
		expect([result.status, result.error?.node?.name]).toEqual(['error', 'Not sent: look at why']);
		expect(result.error?.message).toContain('no address');
		expect(stage.sandbox.journal.accepted('postageApp')).toEqual([]);
	});
});
