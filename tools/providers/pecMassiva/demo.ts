import type { IDataObject } from 'n8n-workflow';
import type { Duration } from '../../../sandbox';
import type { ProviderDemo, DemoContext } from '../../demo/providerDemo';
import { ActiveWorkflow, destination, type Tick } from '../../demo/activeWorkflow';
import { readExample, submitted } from '../../demo/examples';
import { runToEnd } from '../../demo/n8n';
import { detail, heading } from '../../demo/print';
import { sha256 } from '../../demo/proofFolder';
import { step } from '../../setup/progress.cjs';

const EXAMPLE = 'pec-massiva-send-and-file-receipt';

/**
 * The outcomes of the message for each recipient. In the sandbox they depend on the local part of the address: see
 * `sandbox/pecMassiva/magicNames.ts`.
 */
const outcomes: Record<string, string[]> = {
	'office@example.org': ['delivered'],
	'bounce@example.org': ['failed'],
	'refuse@example.org': ['rejected'],
	'slow@example.org': ['delayed', 'delivered'],
};

const recipients = Object.keys(outcomes);

/** When to poll, and how far the clock is advanced before. After 12 hours providers have to send a first notice. */
const looks: Array<[label: string, later: Duration]> = [
	['Move the clock on by 2 minutes, and look', { minutes: 2 }],
	['Move the clock on by 13 hours, and look', { hours: 13 }],
	['Move the clock on by 8 hours, and look', { hours: 8 }],
	['Move the clock on by a day, and look once more', { days: 1 }],
];

const messageName = (recipient: string) => `the message to ${recipient}`;
const reportName = (recipient: string, state: string) => `${messageName(recipient)}: ${state}`;
const proofName = (recipient: string) => `the receipt of ${messageName(recipient)}`;

async function send(context: DemoContext, recipient: string): Promise<IDataObject> {
	const workflow = readExample(EXAMPLE);
	const Text = "Gentile socio,\n\nl'assemblea si tiene il 31 marzo.";
	const values = { Recipient: recipient, Subject: 'Convocazione assemblea', Text };
	const run = await runToEnd(context, workflow, { input: [submitted(workflow, { values })] });
	return run.items('Send it')[0].json;
}

function noteSent(
	{ code, delivery }: IDataObject,
	who: string,
	{ sandbox, record }: DemoContext,
): void {
	const { state, event } = delivery as { state: string; event: string | null };
	const at = sandbox.clock.now();
	record.timeline.push({ at, who, what: 'certified mail handed in', state, event });
	detail(who, `code ${code as string}`);
}

/** Records what a poll of the mailbox has returned. */
async function noteReceipts({ items, run }: Tick, context: DemoContext): Promise<void> {
	const { sandbox, record } = context;
	for (const { json } of items) {
		const [who] = json.recipients as string[];
		const { state, event } = json.delivery as { state: string; event: string | null };
		const at = sandbox.clock.now();
		record.reports.push(reportName(who, state));
		record.timeline.push({ at, who, what: 'a receipt has come', state, event });
		detail(who, state, run && destination(run, json.code, 'code'));
		const filed = run?.items('File the receipt').find((each) => each.json.code === json.code);
		if (filed) await file(filed.json, event, context);
	}
	if (items.length === 0) detail('', 'nothing new');
}

/** Stores the text of a receipt. */
async function file(
	json: IDataObject,
	event: string | null,
	{ folder, record }: DemoContext,
): Promise<void> {
	const { code, recipient: who, receipt } = json as Record<string, string>;
	const fileName = `pec-massiva-${code}.txt`;
	await folder.keep(fileName, receipt);
	record.proofs.push({
		name: proofName(who),
		who,
		type: 'avvenuta consegna',
		event,
		fileName,
		sha256: sha256(receipt),
	});
}

/** A certified mail to each of four mailboxes, and its receipts. */
export const demo: ProviderDemo = {
	title: 'certified mail, and the receipts for it',

	async run(context) {
		const { clock } = context.sandbox;
		const receipts = new ActiveWorkflow(context, readExample(EXAMPLE), 'When a receipt comes');
		heading('Messages go out, one a second, and receipts come in', [EXAMPLE]);

		await step('Switch the workflow on', () => receipts.poll());
		for (const recipient of recipients) {
			const sent = await step(`Send a message to ${recipient}`, () => send(context, recipient));
			noteSent(sent, recipient, context);
		}
		for (const [label, later] of looks) {
			const tick = await step(label, () => {
				clock.advance(later);
				return receipts.poll();
			});
			await noteReceipts(tick, context);
		}
	},

	nameOf: ({ recipient }) => messageName(recipient),
	expected: {
		sent: recipients.map(messageName),
		reported: Object.entries(outcomes).flatMap(([recipient, states]) =>
			states.map((state) => reportName(recipient, state)),
		),
		kept: ['office@example.org', 'slow@example.org'].map(proofName),
	},
};
