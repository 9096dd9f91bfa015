import type { Candidate, Policy } from '../../../../nodes/shared/policy';
import { chain, start } from '../../../../tools/engine/chain';
import { COURIER, courier, sendingCourier } from '../../../support/courier';
import { setStage } from '../../../../tools/engine/stage';
import { stampeeAccount } from '../../../../tools/providers/stampee/node';

/** The test provider's answer to a lookup, and the times since which lookups had to search. */
let answer: Candidate[] = [];
let askedSince: number[] = [];

const policy: Policy<unknown> = {
	kind: 'send',
	rateLimit: { inFlight: 5 },
	errors: { service: 'Courier', code: ['code'], message: ['message'], hints: {} },
	findBy: () => ({ Recipients: 'a@example.org' }),
	lookup: {
		hasOwnProof: true,
		async search(_sent, sentAt) {
			askedSince.push(sentAt.ticks);
			return answer;
		},
	},
};

const IDEMPOTENT = 'test.idempotentCourier';
const stage = setStage({
	extraNodes: {
		[COURIER]: sendingCourier(policy),
		[IDEMPOTENT]: sendingCourier({ ...policy, kind: 'idempotentSend' }),
	},
});
beforeEach(() => {
	askedSince = [];
	answer = [];
});

let references = 0;

/** Retries an execution in which n8n crashed, with `count` items that have different references. */
const retry = (count: number, type = COURIER) =>
	stage.engine.run(
		chain(
			start,
			courier({
				type,
				parameters: {
					operation: 'send',
					options: { deduplicationKey: '={{ $json.reference }}' },
				},
			}),
		),
		{
			input: Array.from({ length: count }, () => ({ json: { reference: ++references } })),
			retryOf: { id: 'crashed' },
			credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
		},
	);
const requests = () => stage.sandbox.journal.requests('stampee').length;

describe('an item of an execution that was cut off', () => {
	it('is given out when the provider has it, from when the execution began', async () => {
		answer = [{ id: '42', outputs: [{ json: { id: '42' } }], isProven: true }];
		const begin = performance.now();
		const { items } = await retry(1);
		expect(items('Courier')).toEqual([
			{ json: { id: '42', alreadySent: true }, pairedItem: { item: 0 } },
		]);
		expect(askedSince).toHaveLength(1);
		expect(askedSince[0]).toBeGreaterThanOrEqual(begin);
		expect(requests()).toBe(0);
	});

	it('is not sent when the provider does not show it: it may do so later', async () => {
		const { error } = await retry(1);
		expect(error?.context?.outcome).toBe('maybeSent');
		expect(requests()).toBe(0);
	});

	it('is not sent when the provider can not tell', async () => {
		const { error } = await retry(1);
		expect(error?.message).toMatch(
			/^May have been sent: the execution that is retried was cut off/,
		);
		expect(error?.description).toContain('Recipients: a@example.org. Not before: ');
		expect(requests()).toBe(0);
	});

	it('is not taken for what was found when another one looks the same to the provider', async () => {
		answer = [{ id: '43', outputs: [{ json: { id: '43' } }] }];
		const { error } = await retry(2);
		expect(error?.context).toMatchObject({ outcome: 'maybeSent', candidates: [{ id: '43' }] });
		expect(requests()).toBe(0);
	});

	it('is sent without asking where the provider knows it again', async () => {
		const { status } = await retry(2, IDEMPOTENT);
		expect(status).toBe('success');
		expect(askedSince).toEqual([]);
		expect(requests()).toBe(2);
	});
});
