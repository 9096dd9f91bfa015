import type { LookedUp, Policy } from '../../../../nodes/shared/policy';
import { chain, start } from '../../../support/chain';
import { COURIER, courier, CourierNode } from '../../../support/courier';
import { setStage } from '../../../support/stage';
import { stampeeAccount } from '../../../support/stampee';

/** What the provider of the test says when it is asked, and since when it was asked to look. */
let answer: LookedUp;
let askedSince: Date[] = [];

const policy: Policy<unknown> = {
	kind: 'send',
	rateLimit: { inFlight: 5 },
	errors: { service: 'Courier', code: ['code'], message: ['message'], hints: {} },
	findBy: () => ({ Recipients: 'a@example.org' }),
	async lookup(_sent, sentAt) {
		askedSince.push(sentAt);
		return answer;
	},
};

const IDEMPOTENT = 'test.idempotentCourier';
const stage = setStage({
	extraNodes: {
		[COURIER]: new CourierNode(policy),
		[IDEMPOTENT]: new CourierNode({ ...policy, kind: 'idempotentSend' }),
	},
});
beforeEach(() => {
	askedSince = [];
	answer = undefined;
});

let references = 0;

/** Retries an execution in which n8n crashed, with items of as many references. */
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
		answer = [{ json: { id: '42' } }];
		const begin = Date.now();
		const { items } = await retry(1);
		expect(items('Courier')).toEqual([
			{ json: { id: '42', alreadySent: true }, pairedItem: { item: 0 } },
		]);
		expect(askedSince).toHaveLength(1);
		expect(askedSince[0].getTime()).toBeGreaterThanOrEqual(begin);
		expect(requests()).toBe(0);
	});

	it('is sent when the provider surely does not have it', async () => {
		answer = 'notSent';
		const { items } = await retry(1);
		expect(items('Courier')[0].json.alreadySent).toBe(false);
		expect(requests()).toBe(1);
	});

	it('is not sent when the provider can not tell', async () => {
		const { error } = await retry(1);
		expect(error?.message).toMatch(
			/^May have been sent: the execution that is retried was cut off/,
		);
		expect(error?.description).toContain('Recipients: a@example.org. Not before: ');
		expect(requests()).toBe(0);
	});

	it('is not even asked for when another one looks the same to the provider', async () => {
		answer = [{ json: { id: '42' } }];
		const { error } = await retry(2);
		expect(error?.context?.outcome).toBe('maybeSent');
		expect(askedSince).toEqual([]);
		expect(requests()).toBe(0);
	});

	it('is sent without asking where the provider knows it again', async () => {
		const { status } = await retry(2, IDEMPOTENT);
		expect(status).toBe('success');
		expect(askedSince).toEqual([]);
		expect(requests()).toBe(2);
	});
});
