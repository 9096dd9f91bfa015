import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Duration } from '../../../../sandbox';
import type { DemoContext } from '../../../demo/providerDemo';
import { ActiveWorkflow, destination, type Tick } from '../../../demo/activeWorkflow';
import { fillIn, readExample } from '../../../demo/examples';
import type { Proof } from '../../../demo/record';
import { detail, heading } from '../../../demo/print';
import { step } from '../../../setup/progress.cjs';
import { proofName, reportName, type Report } from './expectations';
import type { Letter } from './sending';

const FOLLOW = 'stampee-follow-letter';
const COLLECT = 'stampee-collect-evidence';

/** When to poll, and how far the clock is advanced before. By law recipients have 15 days. */
const looks: Array<[label: string, later: Duration]> = [
	['Move the clock on by 2 minutes, and look', { minutes: 2 }],
	['Move the clock on by 4 minutes, and look', { minutes: 4 }],
	['Move the clock on by 15 days, and look', { days: 15 }],
	['Move the clock on by a day, and look once more', { days: 1 }],
];

/** Tracks letters until the last of them has reached its end, and stores their proof. */
export async function followLetters(context: DemoContext, letters: Letter[]): Promise<void> {
	const { clock } = context.sandbox;
	const messageIds = letters.map(({ id }) => id).join(', ');
	const active = (example: string, trigger: string) =>
		new ActiveWorkflow(context, fillIn(readExample(example), trigger, { messageIds }), trigger);
	const changes = active(FOLLOW, 'When a letter changes');
	const evidence = active(COLLECT, 'When there is new proof');
	const pollBoth = async () => [await changes.poll(), await evidence.poll()];
	heading('What becomes of them, and the proof of it', [FOLLOW, COLLECT]);

	await step('Switch both workflows on', pollBoth);
	for (const [label, later] of looks) {
		const [changed, proven] = await step(label, async () => {
			clock.advance(later);
			return await pollBoth();
		});
		const book = new FollowUp(context, letters);
		book.noteChanges(changed);
		await book.noteProof(proven);
		if (changed.items.length + proven.items.length === 0) detail('', 'nothing new');
	}
}

/** Records what a poll of the letters has returned. */
class FollowUp {
	constructor(
		private readonly context: DemoContext,
		private readonly letters: Letter[],
	) {}

	noteChanges({ items, run }: Tick): void {
		for (const { json } of items) {
			const { state } = this.note('status', json, 'the letter has a new status', json.status);
			detail(this.letterOf(json).who, state, run && destination(run, json.eventId));
		}
	}

	async noteProof({ items, run }: Tick): Promise<void> {
		for (const { json } of items) this.note('evidence', json, 'there is new proof', json.eventType);
		const files = run?.items('Keep the files here') ?? [];
		for (const file of files) await this.keep(file);
		const missing = run?.items('Get all of its proof', 1) ?? [];
		for (const { json } of missing) detail(this.letterOf(json).who, 'the proof could not be had');
		if (files.length > 0) detail('', `${files.length} PDFs of proof`, 'Keep the files here');
	}

	private note(kind: Report['kind'], json: IDataObject, what: string, mark: unknown) {
		const { email, who } = this.letterOf(json);
		const { state, event } = json.delivery as { state: string; event: string | null };
		const { record, sandbox } = this.context;
		record.reports.push(reportName({ kind, email, mark: mark as string }));
		record.timeline.push({ at: sandbox.clock.now(), who, what, state, event });
		return { state };
	}

	private async keep({ json, binary }: INodeExecutionData): Promise<void> {
		const { email, who } = this.letterOf(json);
		const { fileName, sha256 } = json as unknown as Proof;
		const { event } = json.delivery as { event: string | null };
		const type = json.eventType as string;
		const { engine, folder, record } = this.context;
		const name = proofName(email, type);
		await folder.keep(fileName, await engine.readBinary(binary!.data));
		record.proofs.push({ name, who, type, event, fileName, sha256 });
	}

	private letterOf({ id }: IDataObject): Letter {
		const letter = this.letters.find((each) => each.id === id);
		if (!letter)
			throw new Error(`A workflow tells of a message that was not sent: ${JSON.stringify(id)}`);
		return letter;
	}
}
