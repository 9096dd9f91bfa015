import * as changed from '../../../support/changedEngine';
import { chain, start } from '../../../../tools/engine/chain';
import type { RunOptions, RunResult } from '../../../../tools/engine/engine';
import { failureIn } from '../../../support/failedItems';
import { savedWorkflow } from '../../../../tools/engine/savedWorkflow';
import { setStage } from '../../../../tools/engine/stage';
import * as stampee from '../../../../tools/providers/stampee/node';
import { GUARDS, TRIED } from '../../../../nodes/shared/engine/guards';

const stage = setStage();

afterEach(() => jest.restoreAllMocks());

/** The results of probes are kept as long as n8n runs, so this restarts it. */
const forget = async () => await stage.restartN8n();

const accepted = () => stage.sandbox.journal.accepted().map(({ reference }) => reference);
const requests = () => stage.sandbox.journal.requests().map(({ method }) => method);

const send = (parameters = {}, account = stampee.stampeeAccount(stage.sandbox.stampee)) =>
	stampee.operate(
		stage,
		['message', 'send'],
		{ ...stampee.letterToEachItem, ...parameters },
		{ input: stampee.addressees(2), account },
	);

/** Reads an existing message. */
async function read(): Promise<RunResult> {
	const message = stage.sandbox.journal.accepted()[0];
	return await stampee.operate(stage, ['message', 'get'], { messageId: message.id });
}

const anyTried = `from ${TRIED.oldest} to ${TRIED.newest}`;

describe('n8n as it is', () => {
	it('is probed once for all sends of a process, with nothing that leaves', async () => {
		await forget();
		let signed = 0;
		changed.signing((request) => {
			signed++;
			return request;
		});
		await send();
		await send();

		expect(accepted()).toHaveLength(4);
		expect(requests()).toHaveLength(4);
		expect(signed).toBe(5);
	});
});

describe('n8n that hands on a copy of what was prepared', () => {
	it('gets no send from us, nor a read, for what is wrong with an item is not known then', async () => {
		await send();
		const before = requests().length;
		changed.copyingPreparedRequests();
		const results = [await send(), await read()];

		const message = 'This n8n does not hand on a request as it was prepared [item 0]';
		expect(results.map(({ error }) => error?.message)).toEqual([`Not sent: ${message}`, message]);
		for (const { error } of results) {
			expect(error?.description).toContain(anyTried);
		}
		expect(requests()).toHaveLength(before);
	});
});

describe('n8n that does not hand a request itself to its credential', () => {
	const copy = () => changed.signing((request) => ({ ...request }));

	beforeEach(forget);

	it('gets no send from us, and is told apart by its version', async () => {
		copy();
		const { error } = await send();

		expect(error?.message).toBe(
			'Not sent: This n8n does not hand a request to its credential as it is [item 0]',
		);
		expect(error?.description).toContain(anyTried);
		expect(error?.context).toMatchObject({ outcome: 'notSent' });
		expect(requests()).toEqual([]);
	});

	it('gets none with a retry of the node either', async () => {
		copy();
		const node = stampee.stampee(['message', 'send'], stampee.letterToEachItem, {
			retryOnFail: true,
			maxTries: 3,
			waitBetweenTries: 10,
		});
		const { status } = await stage.engine.run(chain(start, node), {
			input: stampee.addressees(2),
			credentials: { stampeeApi: stampee.stampeeAccount(stage.sandbox.stampee) },
		});

		expect(status).toBe('error');
		expect(requests()).toEqual([]);
	});

	it('gets no further send from us if it began to do so after it was probed', async () => {
		await send();
		copy();
		const before = requests().length;
		// What it accepts now was not recorded as having left.
		expect((await send()).status).toBe('success');
		const { error } = await send();

		expect(error?.message).toBe(
			'Not sent: This n8n does not hand a request to its credential as it is [item 0]',
		);
		expect(requests()).toHaveLength(before + 2);
	});

	it('may have sent what fails from then on', async () => {
		await send();
		copy();
		stage.sandbox.faults.add({ provider: 'stampee', skip: 1, fault: { kind: 'resetAfter' } });
		const { error } = await send({ options: { maxConcurrentRequests: 1 } });

		expect(error?.message).toMatch(/^May have been sent: .* \[item 1\]$/);
	});

	it('reads as ever', async () => {
		await send();
		copy();

		expect((await read()).status).toBe('success');
	});
});

describe('n8n that makes a request again by itself after a 401', () => {
	/** A 401 is thrown, whatever the nodes have set: then n8n asks the credential to sign the request again. */
	const throwing = () =>
		changed.signing(
			(request) => request,
			(request) => Object.assign(request, { ignoreHttpStatusErrors: false }),
		);

	it('is given no second signature, so each letter leaves once', async () => {
		throwing();
		stage.sandbox.faults.add({
			provider: 'stampee',
			times: 9,
			fault: { kind: 'status', status: 401 },
		});
		const { error } = await send();

		expect(error?.message).toMatch(/^(Refused|May have been sent): /);
		expect(requests()).toHaveLength(2);
	});
});

describe('n8n that gives a node other data on each try', () => {
	it.each([422, 503])('sends each letter once, though one meets a %i', async (code) => {
		changed.copyingExecuteData();
		stage.sandbox.faults.add({
			provider: 'stampee',
			skip: 2,
			times: 1,
			fault: { kind: 'status', status: code, body: { message: 'No', code: 'no' } },
		});
		const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };
		const node = stampee.stampee(['message', 'send'], stampee.letterToEachItem, retrying);
		const { status } = await stage.engine.run(chain(start, node), {
			input: stampee.addressees(5),
			credentials: { stampeeApi: stampee.stampeeAccount(stage.sandbox.stampee) },
		});

		expect(accepted().sort()).toEqual([...new Set(accepted())].sort());
		expect({ code, status, count: accepted().length }).toEqual(
			code === 422 ? { code, status: 'success', count: 5 } : { code, status: 'error', count: 4 },
		);
	});
});

describe('n8n that keeps nothing for a node', () => {
	it('gets no send from us', async () => {
		changed.copyingNodeData();
		const { error } = await send();

		expect(error?.message).toBe(
			'Not sent: This n8n does not keep the data of a node while an execution runs [item 0]',
		);
		expect(error?.description).toContain(anyTried);
		expect(requests()).toEqual([]);
	});

	it('reads as ever', async () => {
		await send();
		changed.copyingNodeData();

		expect((await read()).status).toBe('success');
	});
});

describe('n8n that does not tell a node which of its runs it is', () => {
	it('gets no send from us', async () => {
		changed.withoutRunIndex();
		const { error } = await send();

		expect(error?.message).toBe(
			'Not sent: This n8n does not tell the runs of a node apart [item 0]',
		);
		expect(error?.description).toContain(anyTried);
		expect(requests()).toEqual([]);
	});

	it('reads as ever', async () => {
		await send();
		changed.withoutRunIndex();

		expect((await read()).status).toBe('success');
	});
});

describe('n8n that gives up all items over one that it can not work out', () => {
	const continuing = { onError: 'continueRegularOutput' as const };
	/** Waits for requests that are still under way when n8n has given up. */
	const arrivals = async () => await new Promise((resolve) => setTimeout(resolve, 300));
	const sendWithOneWrong = async (wrong: number, combineItems: boolean, node = {}) => {
		const result = await stampee.operate(
			stage,
			['message', 'send'],
			{
				...stampee.letterToEachItem,
				body: `={{ $itemIndex === ${wrong} ? $("Nowhere").item.json.text : "Bonjour" }}`,
				options: { combineItems },
			},
			{ input: stampee.addressees(3), node: { ...continuing, ...node } },
		);
		await arrivals();
		return result;
	};

	describe.each([
		['one by one', false],
		['combined', true],
	])('gets no letters that go %s', (_, combineItems) => {
		beforeEach(() => changed.lookingAsIfItGaveUp({ doesGiveUp: true }));

		it.each([1, 2])(
			'from a node that continues, though those before item %i are right',
			async (wrong) => {
				const { status } = await sendWithOneWrong(wrong, combineItems);

				expect(status).toBe('error');
				expect(requests()).toEqual([]);
			},
		);

		it('with a retry of the node either', async () => {
			const retrying = { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 };
			await sendWithOneWrong(1, combineItems, retrying);

			expect(requests()).toEqual([]);
		});
	});

	it('is not waited for in vain if it goes on all the same', async () => {
		changed.lookingAsIfItGaveUp({ doesGiveUp: false });
		const { items } = await sendWithOneWrong(2, false);

		const failures = items('Stampee').slice(0, 2).map(failureIn);

		expect(failures).toMatchObject(
			[0, 1].map((item) => ({
				message: `Not sent: This n8n does not ${GUARDS.otherItems.need} [item ${item}]`,
				details: { outcome: 'notSent' },
			})),
		);
		expect(requests()).toEqual([]);
	});
});

describe('n8n that does not tell an execution which one it retries', () => {
	it('sends no letter again that the execution before may have sent', async () => {
		const node = stampee.stampee(['message', 'send'], {
			...stampee.letterToEachItem,
			options: { deduplicationKey: '={{ $json.reference }}' },
		});
		const workflow = savedWorkflow(stage, () => ({ ...chain(start, node), id: 'untold letters' }));
		const run = (): RunOptions => ({
			input: stampee.addressees(2),
			credentials: { stampeeApi: stampee.stampeeAccount(stage.sandbox.stampee) },
		});
		const { beginning } = await workflow.crash(run());
		await forget();
		changed.withoutRetryOf();
		const { error } = await workflow.retry(beginning, run());

		expect(error?.message).toMatch(
			/^May have been sent: the execution that is retried was cut off/,
		);
		expect(accepted()).toEqual(['REF-0', 'REF-1']);
	});
});

describe('n8n that shows no client certificate', () => {
	const account = () => stampee.stampeeAccountWithCertificate(stage.sandbox.stampee);

	it('gets no registered letter from us', async () => {
		await forget();
		changed.withoutClientCertificates();
		const { error } = await send({ type: 'LRE' }, account());

		expect(error?.message).toBe('Not sent: This n8n does not show client certificates [item 0]');
		expect(error?.description).toBe(`Use n8n ${GUARDS.clientCertificates.since} or later.`);
		expect(requests()).toEqual([]);
	});

	it('sends simple letters as ever', async () => {
		changed.withoutClientCertificates();
		const { url: baseUrl } = stage.sandbox.stampee;

		expect((await send({}, { ...account(), baseUrl })).status).toBe('success');
		expect(accepted()).toHaveLength(2);
	});

	it('is not what a certificate is asked for that n8n shows', async () => {
		expect((await send({ type: 'LRE' }, account())).status).toBe('success');
		expect(requests()).toHaveLength(2);
	});
});
