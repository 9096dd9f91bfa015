import type { RunResult } from '../../engine/engine';
import type { ProviderDemo, DemoContext } from '../../demo/providerDemo';
import { readExample, submitted } from '../../demo/examples';
import { runToEnd } from '../../demo/n8n';
import { detail, heading } from '../../demo/print';
import { runPushed } from '../../demo/pushed';
import { step } from '../../setup/progress.cjs';
import { postageAppWebhook as webhook } from './webhook';

const EXAMPLE = 'postageapp-mail-merge-from-sheet';
const ALARM = 'postageapp-lost-mail-alarm';

const MAILING = 'the mailing';

const reportName = (email: string, state: string) => `the receipt to ${email}: ${state}`;

const alarmName = (email: string, state: string) => `the alarm about ${email}: ${state}`;

/** What PostageApp pushes about the mail of the mailing that bounces. */
const LOST = { recipient: 'bounce@example.org', message_uid: 'receipts-2026-03' };

const SHEET = ['email,name,order', 'ada@example.org,Ada,1001', 'bounce@example.org,Bob,1002'];

/** Submits the sheet with the workflow's form. */
async function handIn(context: DemoContext): Promise<RunResult> {
	const file = { fileName: 'receipts.csv', mimeType: 'text/csv' };
	const Sheet = await context.engine.binary(Buffer.from(SHEET.join('\n')), file);
	const workflow = readExample(EXAMPLE);
	const values = { Mailing: LOST.message_uid };
	const input = [submitted(workflow, { values, files: { Sheet } })];
	return await runToEnd(context, workflow, { input });
}

/** One mailing by mail merge: submitted twice, sent once. */
export const demo: ProviderDemo = {
	title: 'receipts by mail merge',

	async run(context) {
		const { sandbox, record } = context;
		const { clock } = sandbox;
		const note = (who: string, what: string, state: string) =>
			record.timeline.push({ at: clock.now(), who, what, state });
		heading('One mailing, two customers', [EXAMPLE]);

		const sent = await step('Hand in the sheet', () => handIn(context));
		for (const { json } of sent.items('Send to all of them')) {
			const { state } = json.delivery as { state: string };
			note(MAILING, 'handed in', state);
			detail('', `message ${json.id as string}, to ${SHEET.length - 1} customers`);
		}

		const again = await step('Hand it in once more', () => handIn(context));
		if (again.items('What to keep').every(({ json }) => json.alreadySent)) {
			record.reports.push(`${MAILING}: was there already`);
			detail('', 'the mailing was there already, and is not sent again', 'Send to all of them');
		}

		const reported = await step('Move the clock on by an hour, and let the workflow go on', () => {
			clock.advance({ hours: 1 });
			return runToEnd(context, readExample(EXAMPLE), { resumes: sent.execution });
		});
		for (const { json } of reported.items('Line of the report')) {
			const { recipient: who, state, why } = json as Record<string, string>;
			record.reports.push(reportName(who, state));
			note(who, 'the report tells of the receipt', state);
			detail(who, `${state}, ${why}`, 'Line of the report');
		}

		heading('PostageApp calls when a mail is lost', [ALARM]);
		const alarm = await step('Let PostageApp push the event, which is asked about', () =>
			runPushed(context, webhook, readExample(ALARM), { type: 'failed', data: LOST }),
		);
		for (const { json } of alarm.items('What to tell')) {
			const { recipient: who, state, why } = json as Record<string, string>;
			record.reports.push(alarmName(who, state));
			note(who, `an alarm: ${why}`, state);
			detail(who, why, 'What to tell');
		}
	},

	nameOf: ({ recipient }) => `the receipt to ${recipient}`,
	expected: {
		sent: ['the receipt to ada@example.org', 'the receipt to bounce@example.org'],
		reported: [
			`${MAILING}: was there already`,
			reportName('ada@example.org', 'delivered'),
			reportName('bounce@example.org', 'failed'),
			alarmName('bounce@example.org', 'failed'),
		],
		kept: [],
	},
};
