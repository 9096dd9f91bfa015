import type { IDataObject } from 'n8n-workflow';

import { readExample } from '../../tools/demo/examples';
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

/** The recipient is filled in by hand, as a user does in the editor. */
const sentTo = (recipient: string) =>
	JSON.parse(JSON.stringify(workflow).replace('office@example.org', recipient)) as typeof workflow;

async function send(recipient: string): Promise<string> {
	const { items } = await stage.engine.run(sentTo(recipient), { credentials: credentials() });
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
