import type { IDataObject } from 'n8n-workflow';

import { readExample, submitted } from '../../tools/demo/examples';
import type { RunResult } from '../../tools/engine/engine';
import workflow from '../../examples/pec-massiva-send-and-file-receipt.json';
import { pecMassivaAccount } from '../../tools/providers/pecMassiva/node';
import { setStage } from '../../tools/engine/stage';

const stage = setStage({ binaryMode: 'filesystem' });

const credentials = () => ({ pecMassivaApi: pecMassivaAccount(stage.sandbox.pecMassiva) });

const trigger = 'When a receipt comes';

/** The workflow as it is active: it sends, time goes by, and each poll that brings something runs it. */
class Active {
	private readonly staticData: IDataObject = {};

	async poll() {
		const polled = await stage.engine.poll(workflow, {
			credentials: credentials(),
			staticData: this.staticData,
		});
		if (!polled.items) return undefined;
		const input = polled.items;
		return await stage.engine.run(workflow, {
			credentials: credentials(),
			startAt: trigger,
			input,
		});
	}
}

const message = (Recipient: string) => ({
	Recipient,
	Subject: 'Convocazione assemblea',
	Text: "L'assemblea si tiene il 31 marzo.",
});

async function send(recipient: string): Promise<string> {
	const { items } = await stage.engine.run(workflow, {
		credentials: credentials(),
		input: [submitted(workflow, { values: message(recipient) })],
	});
	return items('Send it')[0].json.code as string;
}

describe('the example that sends and files the receipt', () => {
	it('files what is to be kept once the message is delivered', async () => {
		const active = new Active();
		await active.poll();
		const code = await send('office@example.org');
		expect(await active.poll()).toBeUndefined();

		stage.sandbox.clock.advance({ minutes: 1 });
		const delivered = await active.poll();

		expect(delivered?.items('File the receipt').map(({ json }) => json)).toEqual([
			{
				code,
				subject: 'Convocazione assemblea',
				recipient: 'office@example.org',
				deliveredAt: expect.stringMatching(/Z$/) as string,
				receipt: expect.stringContaining('consegnato nella casella di destinazione') as string,
			},
		]);
		expect(await active.poll()).toBeUndefined();
	});

	it.each([
		['bounce@example.org', 'It was not delivered: tell someone'],
		['refuse@example.org', 'It was not delivered: tell someone'],
		['slow@example.org', 'It is late: wait on'],
	])('goes another way for %s', async (recipient, node) => {
		const active = new Active();
		await active.poll();
		stage.sandbox.clock.advance({ minutes: 1 });
		await send(recipient);
		stage.sandbox.clock.advance({ hours: 13 });
		expect((await active.poll())?.items(node)).toHaveLength(1);
	});
});

describe('the example that sorts the inbox', () => {
	const credentials = () => ({ pecMassivaApi: pecMassivaAccount(stage.sandbox.pecMassiva) });

	/** What each way through the workflow gets of what has come in since the activation. */
	async function sorted(arrive: () => Promise<unknown>) {
		const example = readExample('pec-massiva-sort-inbox');
		const staticData: IDataObject = {};
		const poll = async () =>
			await stage.engine.poll(example, { credentials: credentials(), staticData });
		await poll();
		await arrive();
		const { items: input } = await poll();
		return await stage.engine.run(example, { credentials: credentials(), input: input ?? [] });
	}

	it('parts receipts that tell of a failure from all others', async () => {
		const result = await sorted(async () => {
			await send('office@example.org');
			await send('bounce@example.org');
			stage.sandbox.clock.advance({ minutes: 2 });
		});

		const entries = result.items('Keep it in the register').map(({ json: { type } }) => type);
		expect(entries.sort()).toEqual(['accettazione', 'accettazione', 'avvenuta-consegna']);
		expect(result.items('A send has failed: tell someone')).toMatchObject([
			{ json: { classification: { type: 'errore-consegna' } } },
		]);
	});

	it('parts incoming certified mail, anomalies and the rest', async () => {
		const result = await sorted(async () => {
			const mail = { from: 'jane@example.org', subject: 'Offerta', text: 'Salve' };
			stage.sandbox.pecMassiva.mailbox.receive(
				{ ...mail, kind: 'certified' },
				{ ...mail, kind: 'anomaly' },
				{ ...mail, kind: 'plain' },
			);
		});

		expect(result.items('Hand it to who is in charge').map(({ json }) => json)).toMatchObject([
			{ from: 'jane@example.org', subject: 'Offerta', body: 'Salve' },
		]);
		for (const node of ['Anomaly: look before you open it', 'Ordinary mail']) {
			expect(result.items(node)).toHaveLength(1);
		}
		expect(result.items('What does the receipt tell?')).toEqual([]);
	});
});

describe('the example that waits for the delivery', () => {
	const example = readExample('pec-massiva-wait-for-delivery');

	async function handIn(recipient: string, Deadline: string): Promise<RunResult> {
		const content = Buffer.from('%PDF-1.4 a notice');
		const file = { fileName: 'notice.pdf', mimeType: 'application/pdf' };
		const Document = await stage.engine.binary(content, file);
		const values = {
			...message(recipient),
			Subject: `Convocazione ${recipient} ${Deadline}`,
			Deadline,
		};
		return await stage.engine.run(example, {
			credentials: credentials(),
			input: [submitted(example, { values, files: { Document } })],
		});
	}

	const goOn = async ({ status, execution }: RunResult) => {
		expect(status).toBe('waiting');
		return await stage.engine.run(example, { credentials: credentials(), resumes: execution });
	};

	const expectToStop = ({ error, status }: RunResult, node: string, words: string) => {
		expect([status, error?.node?.name]).toEqual(['error', node]);
		expect(error?.message).toContain(words);
	};

	it('goes on once the message is delivered, however long that takes', async () => {
		const sent = await handIn('slow@example.org', '2999-12-31');
		const asked = await goOn(sent);
		stage.sandbox.clock.advance({ hours: 13 });
		const delayed = await goOn(asked);
		stage.sandbox.clock.advance({ days: 1 });
		const ended = await goOn(delayed);

		expect(ended.status).toBe('success');
		expect(ended.items('Delivered: go on here')).toMatchObject([
			{ json: { delivery: { state: 'delivered' } } },
		]);
	});

	it.each([
		['it was not delivered', 'bounce@example.org', '2999-12-31', 'Not delivered: act now'],
		['the deadline is over', 'slow@example.org', '2026-01-31', 'Too late: act now'],
	])('ends red when %s', async (_, recipient, deadline, node) => {
		const sent = await handIn(recipient, deadline);
		stage.sandbox.clock.advance({ minutes: 5 });
		expectToStop(await goOn(sent), node, `Convocazione ${recipient}`);
	});

	it('asks again when PEC Massiva does not answer', async () => {
		const sent = await handIn('office@example.org', '2999-12-31');
		stage.sandbox.faults.add({
			provider: 'pecMassiva',
			times: 9,
			fault: { kind: 'status', status: 500 },
		});
		const asked = await goOn(sent);
		await stage.sandbox.faults.clear();
		stage.sandbox.clock.advance({ minutes: 5 });
		expect((await goOn(asked)).items('Delivered: go on here')).toHaveLength(1);
	});

	it('ends red when nothing was sent', async () => {
		expectToStop(await handIn('no address', '2999-12-31'), 'Not sent, or nobody knows', 'Not sent');
	});
});
