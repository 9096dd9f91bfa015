import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Candidate, Instant, Policy } from '../../../../nodes/shared/policy';
import { chain, start } from '../../../../tools/engine/chain';
import { COURIER, courier, sendingCourier } from '../../../support/courier';
import type { INodeJson } from '../../../../tools/engine/engine';
import { setStage } from '../../../../tools/engine/stage';
import { stampeeAccount } from '../../../../tools/providers/stampee/node';

/** The test provider's answers to a lookup, one for each attempt. */
let answers: Array<Candidate[] | Error> = [];
let looks: Array<{ sent: unknown; sentAt: Instant }> = [];
/** The text that contains the user's reference. */
let comparedText: string;
let pauses: number[];
/** The name that distinguishes it from the letters of other tests. */
let letter: string;
let letters = 0;

const candidate = (id: string, isProven?: boolean): Candidate => ({
	id,
	status: 'SENT',
	outputs: [{ json: { id } }],
	isProven,
});

const policy: Policy<unknown> = {
	kind: 'send',
	rateLimit: { inFlight: 5 },
	errors: { service: 'Courier', code: ['code'], message: ['message'], hints: {} },
	acceptedIds: (outputs: INodeExecutionData[]) => outputs.map(({ json }) => json.id as string),
	findBy: () => ({ Letter: letter }),
	lookup: {
		comparedText: () => comparedText,
		pauses: () => pauses,
		async search(sent, sentAt) {
			looks.push({ sent, sentAt });
			const answer = answers[looks.length - 1] ?? [];
			if (answer instanceof Error) throw answer;
			return answer;
		},
	},
};

const PROVING = 'test.provingCourier';
const stage = setStage({
	extraNodes: {
		[COURIER]: sendingCourier(policy),
		[PROVING]: sendingCourier({ ...policy, lookup: { ...policy.lookup!, hasOwnProof: true } }),
	},
});

let ids = 0;
const newId = () => `lost-${++ids}`;

beforeEach(() => {
	answers = [];
	looks = [];
	comparedText = '';
	pauses = [0];
	letter = `letter ${++letters}`;
});

function sendWithLostAnswer(options: IDataObject = {}, node: Partial<INodeJson> = {}) {
	stage.sandbox.faults.add({ provider: 'stampee', fault: { kind: 'resetAfter' } });
	const parameters = { operation: 'send', options } as INodeJson['parameters'];
	return stage.engine.run(chain(start, courier({ parameters, ...node })), {
		credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
	});
}

const sendWithKey = (deduplicationKey: string) => sendWithLostAnswer({ deduplicationKey });

describe('a send whose answer was lost, at a provider that can be asked', () => {
	it('is asked for with what was sent and when', async () => {
		const before = performance.now();
		await sendWithLostAnswer();
		expect(looks).toHaveLength(1);
		expect(looks[0].sent).toMatchObject({ type: 'LS' });
		expect(looks[0].sentAt.ticks).toBeGreaterThanOrEqual(before);
		expect(looks[0].sentAt.ticks).toBeLessThanOrEqual(performance.now());
	});

	it('is asked for since it left, wherever the clock has been set since', async () => {
		const before = performance.now();
		const step = 3_600_000;
		const clock = jest.spyOn(Date, 'now');
		const real = clock.getMockImplementation() ?? (() => new Date().getTime());
		stage.sandbox.faults.add({ provider: 'stampee', fault: { kind: 'resetAfter' } });
		clock.mockImplementation(() =>
			looks.length === 0 && stage.sandbox.journal.accepted().length > 0 ? real() + step : real(),
		);
		const parameters = { operation: 'send' };
		await stage.engine.run(chain(start, courier({ parameters })), {
			credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
		});
		clock.mockRestore();
		expect(looks[0].sentAt.ticks).toBeGreaterThanOrEqual(before);
		expect(looks[0].sentAt.ticks).toBeLessThanOrEqual(performance.now());
	});

	it('may have been sent when nothing like it is there: it may be accepted, or listed, later', async () => {
		const { error } = await sendWithLostAnswer({}, { retryOnFail: true, waitBetweenTries: 10 });
		expect(error?.message).toMatch(/^May have been sent: Courier/);
		expect(error?.context?.outcome).toBe('maybeSent');
		expect(stage.sandbox.journal.requests()).toHaveLength(1);
	});

	it('may have been sent when the provider can not be asked either', async () => {
		answers = [new Error('no connection')];
		const { error } = await sendWithLostAnswer({}, { retryOnFail: true, waitBetweenTries: 10 });
		expect(error?.message).toMatch(/^May have been sent: Courier/);
		expect(stage.sandbox.journal.accepted()).toHaveLength(1);
	});
});

describe('what looks like a send whose answer was lost', () => {
	it('is told as a candidate, with its status, and not taken for the send', async () => {
		const id = newId();
		answers = [[candidate(id)]];
		const { error } = await sendWithLostAnswer();
		expect(error?.message).toMatch(/^May have been sent: Courier/);
		expect(error?.description).toContain(`This may be it: ${id} (SENT).`);
		expect(error?.context).toMatchObject({
			outcome: 'maybeSent',
			candidates: [{ id, status: 'SENT' }],
		});
	});

	it('stands in the details of the item where the node continues', async () => {
		const id = newId();
		answers = [[candidate(id)]];
		const { items } = await sendWithLostAnswer({}, { onError: 'continueRegularOutput' });
		expect(items('Courier')[0].json.error).toMatchObject({
			details: { outcome: 'maybeSent', candidates: [{ id, status: 'SENT' }] },
		});
	});

	it.each([
		['its key stands in what was compared', 'Notice A-17', 'A-17'],
		['its key is all of what was compared', 'A-18', 'A-18'],
		['its key is between signs', 'Notice (A+17): rent', 'A+17'],
		['its key has letters of another script', 'Avviso Èta-7 affitto', 'Èta-7'],
	])('is handed out as if nothing had happened where %s', async (_, text, key) => {
		const id = newId();
		comparedText = text;
		answers = [[candidate(id)]];
		const { status, items } = await sendWithKey(`${key}`);
		expect(status).toBe('success');
		expect(items('Courier')[0].json).toMatchObject({ id, alreadySent: false });
		expect(stage.sandbox.journal.accepted()).toHaveLength(1);
	});

	it.each([
		['is but a part of a longer one', 'Notice B-17-2', 'B-17'],
		['does not stand there', 'Notice', 'D-17'],
		['is a word that many may have', 'Payment reminder 7', 'reminder'],
		['is a year', 'Accounts of 2026', '2026'],
	])('is a candidate only where its key %s', async (_, text, key) => {
		comparedText = text;
		answers = [[candidate(newId())]];
		const { error } = await sendWithKey(key);
		expect(error?.context).toMatchObject({ outcome: 'maybeSent', candidates: [{}] });
	});

	it('is a candidate only where there are two of it', async () => {
		comparedText = 'Notice E-1';
		answers = [[candidate(newId()), candidate(newId())]];
		const { error } = await sendWithKey('E-1');
		expect(error?.context).toMatchObject({ outcome: 'maybeSent', candidates: [{}, {}] });
	});

	it('is not what the provider answered to another send of this process', async () => {
		comparedText = 'Notice F-1 F-2';
		const id = newId();
		answers = [[candidate(id)]];
		await sendWithKey('F-1');
		looks = [];
		letter = `letter ${++letters}`;
		const { error } = await sendWithKey('F-2');
		expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
		expect(error?.context?.candidates).toBeUndefined();
	});

	it('is a candidate only as long as another send that looks the same is open', async () => {
		answers = [[]];
		await sendWithLostAnswer({}, { type: PROVING });
		looks = [];
		answers = [[candidate(newId(), true)]];
		const { error } = await sendWithLostAnswer({}, { type: PROVING });
		expect(error?.context).toMatchObject({ outcome: 'maybeSent', candidates: [{}] });
	});

	it('is handed out where its content was compared, whatever else looks like it', async () => {
		const id = newId();
		answers = [[candidate(newId()), candidate(id, true)]];
		const { items } = await sendWithLostAnswer({}, { type: PROVING });
		expect(items('Courier')[0].json.id).toBe(id);
	});
});

describe('a provider is asked', () => {
	beforeEach(() => {
		pauses = [10, 10, 10];
	});

	it('until it has what can be proven', async () => {
		comparedText = 'Notice G-1';
		const id = newId();
		answers = [[], new Error('no connection'), [candidate(id)]];
		const { items } = await sendWithKey('G-1');
		expect(items('Courier')[0].json.id).toBe(id);
		expect(looks).toHaveLength(3);
	});

	it('once, without a pause, where nothing could be proof', async () => {
		pauses = [60_000, 60_000];
		const { error } = await sendWithLostAnswer();
		expect(error?.context?.outcome).toBe('maybeSent');
		expect(looks).toHaveLength(1);
	});

	it('no longer than until the execution is stopped', async () => {
		comparedText = 'Notice H-1';
		pauses = [0, 60_000, 60_000];
		const run = sendWithKey('H-1');
		while (looks.length === 0) await new Promise((done) => setTimeout(done, 10));
		run.stop();
		expect((await run).status).toBe('canceled');
		expect(looks.length).toBeLessThanOrEqual(2);
	});
});
