import { chain, start } from '../../../../tools/engine/chain';
import { openLog } from '../../../support/log';
import { setStage } from '../../../../tools/engine/stage';
import {
	addressees,
	letterToEachItem,
	stampee,
	stampeeAccount,
} from '../../../../tools/providers/stampee/node';

const log = openLog();
const stage = setStage({ extraNodes: log.extraNodes });
beforeAll(() => log.read(stage.engine));

const send = (count: number, parameters = {}, node = {}) =>
	stage.engine.run(
		chain(start, stampee(['message', 'send'], { ...letterToEachItem, ...parameters }, node)),
		{
			input: addressees(count),
			credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
		},
	);

const accepted = () => stage.sandbox.journal.accepted();

/** Waits until the provider has accepted `count` messages. */
async function untilAccepted(count: number): Promise<void> {
	while (accepted().length < count) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Waits until the provider has received a request. */
async function untilAsked(): Promise<void> {
	while (stage.sandbox.journal.requests().length === 0) {
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}

describe('when the user stops the execution', () => {
	it('sends nothing more than what was on its way', async () => {
		stage.sandbox.latency(100);
		const run = send(100);
		await untilAccepted(10);
		run.stop();
		const { status } = await run;
		expect(status).toBe('canceled');
		expect(accepted()).toHaveLength(10);
	});

	it('lets what was on its way come to its end, and names it', async () => {
		stage.sandbox.latency(100);
		const run = send(100);
		await untilAccepted(10);
		run.stop();
		const { runData } = await run;
		const { error } = runData.Stampee[0];
		expect(error?.message).toContain('Not sent: the execution was stopped');
		expect(error?.context?.acceptedIds).toEqual(accepted().map(({ id }) => id));
	});

	it('names in the log what was accepted, and what may have been', async () => {
		stage.sandbox.latency(100);
		stage.sandbox.faults.add({ provider: 'stampee', skip: 9, fault: { kind: 'resetAfter' } });
		const run = send(100);
		await untilAccepted(10);
		run.stop();
		await run;
		const told = log.warnings.join('\n');
		const lost = accepted()[9];
		for (const { id } of accepted().slice(0, 9)) expect(told).toContain(id);
		expect(told).toContain(
			`May have been accepted before the execution stopped: Customer reference: ${lost.reference}`,
		);
	});

	it('does not send the rest on the tries that n8n still makes', async () => {
		stage.sandbox.latency(100);
		const run = send(30, {}, { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 });
		await untilAccepted(10);
		run.stop();
		await run;
		expect(accepted()).toHaveLength(10);
	});

	it.each([1, 3])('says what was refused in a batch, after %i requests', async (requests) => {
		stage.sandbox.latency(500);
		const fault = { kind: 'status', status: 422, body: { message: 'No', code: 'no' } } as const;
		stage.sandbox.faults.add({ provider: 'stampee', times: requests, fault });
		const parameters = { customerReference: 'R', options: { combineItems: true } };
		const run = send(4, parameters, { onError: 'continueRegularOutput' });
		while (stage.sandbox.journal.requests().length < requests) {
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
		run.stop();
		const { runData } = await run;
		const told = runData.Stampee[0].data?.main[0]?.map(({ json }) => json.error);
		const refusal = (index: number) => ({
			message: `Refused: Stampee answered: No [item ${index}]`,
			details: expect.objectContaining({ outcome: 'refused' }) as unknown,
		});
		expect(stage.sandbox.journal.requests()).toHaveLength(requests);
		expect(told).toEqual([0, 1, 2, 3].map(refusal));
	});

	it('stops waiting for requests of others that take long, within a second or two', async () => {
		stage.sandbox.latency(60_000);
		const options = { options: { maxConcurrentRequests: 1 } };
		const first = send(1, options);
		await untilAsked();
		const second = send(1, options);
		await new Promise((resolve) => setTimeout(resolve, 1000));
		second.stop();
		const stoppedAt = Date.now();
		expect((await second).status).toBe('canceled');
		expect(Date.now() - stoppedAt).toBeLessThan(2000);
		await first;
		expect(accepted()).toHaveLength(1);
	});

	it('stops waiting for a provider that has asked for time', async () => {
		stage.sandbox.faults.add({
			provider: 'stampee',
			fault: { kind: 'status', status: 429, headers: { 'retry-after': '60' } },
		});
		const run = send(5, { options: { maxConcurrentRequests: 1 } }, { credentials: other });
		await untilAsked();
		run.stop();
		expect((await run).status).toBe('canceled');
		expect(accepted()).toHaveLength(0);
	});
});

/** A credential that no other test waits for. */
const other = { stampeeApi: { id: 'held back', name: 'Another account' } };

describe('when an item fails', () => {
	it('sends nothing more than what was on its way, and names what was accepted', async () => {
		stage.sandbox.latency(50);
		stage.sandbox.faults.add({
			provider: 'stampee',
			skip: 4,
			fault: { kind: 'status', status: 422, body: { message: 'No', code: 'no' } },
		});
		const { status, error } = await send(100);
		expect(status).toBe('error');
		expect(error?.message).toBe('Refused: Stampee answered: No [item 4]');
		expect(accepted().length).toBeLessThan(20);
		const ids = accepted().map(({ id }) => id);
		expect(new Set(error?.context?.acceptedIds as string[])).toEqual(new Set(ids));
		for (const id of ids) expect(error?.description).toContain(id);
	});

	it('sends nothing at all after it when requests leave one by one', async () => {
		stage.sandbox.faults.add({
			provider: 'stampee',
			skip: 1,
			fault: { kind: 'status', status: 422, body: { message: 'No', code: 'no' } },
		});
		await send(5, { options: { maxConcurrentRequests: 1 } });
		expect(stage.sandbox.journal.requests()).toHaveLength(2);
	});

	it('names all others that may have been accepted, for n8n shows one failure only', async () => {
		stage.sandbox.latency(50);
		stage.sandbox.faults.add({
			provider: 'stampee',
			skip: 4,
			times: 3,
			fault: { kind: 'resetAfter' },
		});
		const { error } = await send(20);
		const lost = accepted().slice(4, 7);
		expect(lost).toHaveLength(3);
		for (const { reference } of lost) expect(error?.description).toContain(reference);
		expect(error?.description).toContain('May have been accepted as well (2): ');
		expect(error?.context?.suspected).toHaveLength(2);
	});

	it('sends the others when the node continues on failures', async () => {
		stage.sandbox.faults.add({
			provider: 'stampee',
			skip: 4,
			fault: { kind: 'status', status: 422, body: { message: 'No', code: 'no' } },
		});
		const { status } = await send(20, {}, { onError: 'continueRegularOutput' });
		expect(status).toBe('success');
		expect(accepted()).toHaveLength(19);
	});
});

describe('when an item is wrong from the start', () => {
	const oneWithoutAddress = () =>
		stage.engine.run(chain(start, stampee(['message', 'send'], letterToEachItem)), {
			input: [...addressees(50), { json: { email: 'nobody', reference: 'REF-50' } }],
			credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
		});

	it('nothing at all is sent', async () => {
		const { status, error } = await oneWithoutAddress();
		expect(status).toBe('error');
		expect(error?.message).toBe(
			"Not sent: The parameter 'Email' of recipient 1 is no email address: nobody [item 50]",
		);
		expect(error?.context?.outcome).toBe('notSent');
		expect(stage.sandbox.journal.requests()).toHaveLength(0);
	});

	it('nothing at all is sent either when n8n itself can not work out the item', async () => {
		const body = '={{ $itemIndex === 50 ? $("Nowhere").item.json.text : "Bonjour" }}';
		const { status } = await send(60, { body });
		expect(status).toBe('error');
		expect(stage.sandbox.journal.requests()).toHaveLength(0);
	});

	it('all is sent on the next try if it is right then', async () => {
		const body = '={{ $json.body }}';
		const items = addressees(3).map(({ json }) => ({ json: { ...json, body: '' } }));
		const run = stage.engine.run(
			chain(
				start,
				stampee(
					['message', 'send'],
					{ ...letterToEachItem, body },
					{ retryOnFail: true, maxTries: 2, waitBetweenTries: 200 },
				),
			),
			{ input: items, credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) } },
		);
		await new Promise((resolve) => setTimeout(resolve, 100));
		for (const item of items) item.json.body = 'Bonjour';
		expect((await run).status).toBe('success');
		expect(accepted()).toHaveLength(3);
	});
});

describe("with n8n's own Batching option", () => {
	it('items leave as n8n spaces them, and all arrive once', async () => {
		const requestOptions = { batching: { batch: { batchSize: 2, batchInterval: 50 } } };
		const { status, items } = await send(8, { requestOptions });
		expect(status).toBe('success');
		expect(items('Stampee')).toHaveLength(8);
		expect(accepted()).toHaveLength(8);
	});
});
