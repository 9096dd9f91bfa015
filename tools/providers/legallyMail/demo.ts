import type { INodeExecutionData } from 'n8n-workflow';
import type { Duration } from '../../../sandbox';
import type { WorkflowJson } from '../../engine/engine';
import type { ProviderDemo, DemoContext } from '../../demo/providerDemo';
import { ActiveWorkflow, destination, type Tick } from '../../demo/activeWorkflow';
import { readExample, submitted } from '../../demo/examples';
import { letterPdf } from '../../demo/letterPdf';
import { runToEnd } from '../../demo/n8n';
import type { Proof } from '../../demo/record';
import { detail, heading } from '../../demo/print';
import { step } from '../../setup/progress.cjs';
import { unhurriedWorkflow } from './node';

const EXAMPLE = 'legallymail-contract-for-signature';

const TRIGGER = 'When a signature changes';

/**
 * What each signer does. In the sandbox it depends on the local part of the address: see
 * `sandbox/legallyMail/magicNames.ts`.
 */
const signers = [
	{ name: 'Claire Martin', email: 'sign@example.org', status: 'signed' },
	{ name: 'Paul Renard', email: 'decline@example.org', status: 'declined' },
	{ name: 'Garage Moulin', email: 'silent@example.org', status: 'expired' },
];

/** When to poll, and how far the clock is advanced before. A signer has a week. */
const looks: Array<[label: string, later: Duration]> = [
	['Move the clock on by a minute, and look', { minutes: 1 }],
	['Move the clock on by 10 minutes, and look', { minutes: 10 }],
	['Move the clock on by 8 days, and look', { days: 8 }],
	['Move the clock on by a day, and look once more', { days: 1 }],
];

const requestName = (email: string) => `the contract to ${email}`;
const reportName = (email: string, status: string) => `${requestName(email)}: ${status}`;
const proofName = (email: string) => `the signed record of ${requestName(email)}`;

async function askForSignatures(context: DemoContext, workflow: WorkflowJson) {
	const content = await letterPdf('Lease', 'The lease begins on 1 April.');
	const file = { fileName: 'lease.pdf', mimeType: 'application/pdf' };
	const Contract = await context.engine.binary(content, file);
	const asked: INodeExecutionData[] = [];
	for (const { name, email } of signers) {
		const values = { Name: name, Email: email, Reference: `LEASE-2026-${name}` };
		const input = [submitted(workflow, { values, files: { Contract } })];
		const run = await runToEnd(context, workflow, { input });
		asked.push(...run.items('Ask for the signature'));
	}
	return asked;
}

function noteAsked(items: INodeExecutionData[], { sandbox, record }: DemoContext): void {
	for (const { json } of items) {
		const { signer_name: who, uuid } = json as Record<string, string>;
		const { state } = json.delivery as { state: string };
		const at = sandbox.clock.now();
		record.timeline.push({ at, who, what: 'asked to sign the lease', state });
		detail(who, `UUID ${uuid}`);
	}
}

/** Records what a poll of the signatures has returned. */
async function noteChanges({ items, run }: Tick, context: DemoContext): Promise<void> {
	const { sandbox, record } = context;
	for (const { json } of items) {
		const { signer_name: who, signer_email: email, status } = json as Record<string, string>;
		const { state, event } = json.delivery as { state: string; event: string | null };
		const at = sandbox.clock.now();
		record.reports.push(reportName(email, status));
		record.timeline.push({ at, who, what: 'the signature has a new status', state, event });
		detail(who, status, run && destination(run, json.uuid, 'uuid'));
		const records = run?.items('File the record here') ?? [];
		for (const record of records.filter((each) => each.json.uuid === json.uuid)) {
			await file(record, { who, email }, context);
		}
	}
	if (items.length === 0) detail('', 'nothing new');
}

/**
 * Stores the signed record.
 * @throws if it does not match LegallyMail's own hash
 */
async function file(
	{ json, binary }: INodeExecutionData,
	{ who, email }: { who: string; email: string },
	{ engine, folder, record }: DemoContext,
): Promise<void> {
	if (json.verified !== true) throw new Error(`${proofName(email)} is not what its hash says`);
	const { fileName, sha256 } = json as unknown as Proof;
	const { event } = json.delivery as { event: string | null };
	await folder.keep(fileName, await engine.readBinary(binary!.data));
	const name = proofName(email);
	record.proofs.push({ name, who, type: 'signature (acta)', event, fileName, sha256 });
}

/** A contract to three signers: one signs, one declines, one does nothing. */
export const demo: ProviderDemo = {
	title: 'a contract out for signature, and the signed record',

	async run(context) {
		const { clock, legallyMail: provider } = context.sandbox;
		provider.switches.rateLimit = null;
		// The limit of ten requests a minute uses the real clock, which would take too long to watch.
		const workflow = unhurriedWorkflow(readExample(EXAMPLE));
		const changes = new ActiveWorkflow(context, workflow, TRIGGER);
		heading('Three people are asked to sign', [EXAMPLE]);

		await step('Switch the workflow on', () => changes.poll());
		const asked = await step('Ask for the signatures, with the contract as a PDF', () =>
			askForSignatures(context, workflow),
		);
		noteAsked(asked, context);
		for (const [label, later] of looks) {
			const tick = await step(label, () => {
				clock.advance(later);
				return changes.poll();
			});
			await noteChanges(tick, context);
		}
	},

	nameOf: ({ recipient }) => requestName(recipient),
	expected: {
		sent: signers.map(({ email }) => requestName(email)),
		reported: signers.map(({ email, status }) => reportName(email, status)),
		kept: signers.filter(({ status }) => status === 'signed').map(({ email }) => proofName(email)),
	},
};
