import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { notFollowed, quotaIn } from '../../../../nodes/shared/response/quota';
import { MAX_WAIT } from '../../../../nodes/shared/response/retryAfter';
import { defaultSwitches, type StempSwitches } from '../../../../sandbox/stemp/switches';
import { chain, start } from '../../../../tools/engine/chain';
import { openLog } from '../../../support/log';
import { setStage } from '../../../../tools/engine/stage';
import {
	mailToEachItem,
	readers,
	stemp,
	stempAccount,
	stempAccountWithAccessToken,
	stempTrigger,
} from '../../../../tools/providers/stemp/node';

const log = openLog();
const stage = setStage({ extraNodes: log.extraNodes });
beforeAll(async () => await log.read(stage.engine));

const SECOND = 1000;
const HOUR = 60 * 60 * SECOND;

let accounts = 0;
let credentials: { stempApi: { id: string; name: string } };
beforeEach(() => {
	stage.sandbox.stemp.switches = { ...defaultSwitches(), accessTokenLife: 366 * 24 * 60 * 60 };
	log.warnings.length = 0;
	credentials = { stempApi: { id: `absurd-${++accounts}`, name: 'stemp account' } };
});

const account = () => ({ stempApi: stempAccountWithAccessToken(stage.sandbox.stemp) });

const send = async (count = 1) =>
	await stage.engine.run(
		chain(start, {
			...stemp(['email', 'send'], { ...mailToEachItem, options: { maxConcurrentRequests: 1 } }),
			credentials,
		}),
		{ input: readers(stage.sandbox.stemp, count), credentials: account() },
	);

/** An active workflow with a stemp trigger: each call is a tick of n8n's. */
function trigger() {
	const staticData: IDataObject = {};
	const workflow = {
		id: `absurd-${accounts}`,
		nodes: [{ ...stempTrigger('emailStatusChanged'), credentials }],
	};
	const stempApi = account();
	return async () => await stage.engine.poll(workflow, { credentials: stempApi, staticData });
}

async function timed<T>(work: Promise<T>): Promise<{ result: T; took: number }> {
	const begun = performance.now();
	const result = await work;
	return { result, took: performance.now() - begun };
}

const RESETS: Array<StempSwitches['reset']> = [
	'milliseconds',
	'fromNow',
	'farFuture',
	'negative',
	'words',
];

describe.each(RESETS)('A reset in the form "%s"', (reset) => {
	const NOT_FOLLOWED = /^What stemp says of its rate limit is not followed: its X-RateLimit-Reset/;

	it('holds no send longer than the 429 asks for, and stands in the log', async () => {
		Object.assign(stage.sandbox.stemp.switches, {
			reset,
			rateLimit: { requests: 3, seconds: 30 },
		});
		const { result, took } = await timed(send(5));
		expect(result.status).toBe('success');
		expect(stage.sandbox.journal.accepted('stemp')).toHaveLength(5);
		expect(took).toBeLessThan(31 * SECOND);
		expect(log.warnings).toEqual([expect.stringMatching(NOT_FOLLOWED)]);
	});

	it('holds no poll, and the trigger goes on', async () => {
		// Emails of other tests are outside what a trigger watches.
		stage.sandbox.clock.advance({ days: 8 });
		const tick = trigger();
		await tick();
		// Each answer says that no requests are left.
		Object.assign(stage.sandbox.stemp.switches, {
			reset,
			rateLimit: { requests: 1, seconds: 0.001 },
		});
		for (const number of [1, 2]) {
			await send();
			const { result, took } = await timed(tick());
			expect(result.error).toBeUndefined();
			expect(took).toBeLessThan(5 * SECOND);
			stage.sandbox.clock.advance({ minutes: number });
			expect((await tick()).items).toHaveLength(1);
		}
		expect(log.warnings).toEqual([expect.stringMatching(NOT_FOLLOWED)]);
	});

	it('is said again after an hour', async () => {
		stage.sandbox.stemp.switches.reset = reset;
		await send();
		await send();
		stage.time.pass(HOUR);
		await send();
		expect(log.warnings).toHaveLength(2);
	});
});

describe('What stemp says of its rate limit', () => {
	it('is followed, and nothing is said of it', async () => {
		stage.sandbox.stemp.switches.rateLimit = { requests: 3, seconds: 30 };
		const { result, took } = await timed(send(5));
		expect(result.status).toBe('success');
		expect(took).toBeGreaterThan(29 * SECOND);
		const statuses = stage.sandbox.journal.requests('stemp').map(({ status }) => status);
		expect(new Set(statuses)).toEqual(new Set([200]));
		expect(log.warnings).toEqual([]);
	});

	it('is followed though the answers have no Date, as long as the clocks agree', async () => {
		const { stemp: provider, clock } = stage.sandbox;
		// Sets the sandbox's clock to n8n's.
		clock.advance({ seconds: (Date.now() - clock.now().getTime()) / SECOND });
		Object.assign(provider.switches, { date: 'none', rateLimit: { requests: 3, seconds: 30 } });
		const { result, took } = await timed(send(5));
		expect(result.status).toBe('success');
		expect(took).toBeGreaterThan(29 * SECOND);
		expect(log.warnings).toEqual([]);
	});

	it('is waited for by its Date where its clock is three days ahead, with a Retry-After that is a date', async () => {
		stage.sandbox.clock.advance({ days: 3 });
		Object.assign(stage.sandbox.stemp.switches, {
			reset: 'words',
			retryAfterForm: 'date',
			rateLimit: { requests: 3, seconds: 30 },
		});
		const { result, took } = await timed(send(5));
		expect(result.status).toBe('success');
		expect(took).toBeGreaterThan(28 * SECOND);
		expect(took).toBeLessThan(32 * SECOND);
	});

	it('is not waited for longer than 15 minutes, which the log and the failure tell', async () => {
		stage.sandbox.stemp.switches.rateLimit = { requests: 3, seconds: 7200 };
		const { result, took } = await timed(send(4));
		expect(result.error?.message).toMatch(/^Not sent|^Refused|rate_limit_exceeded/);
		expect(result.error?.description).toContain(
			'stemp asks for a pause of 2 hours; n8n waits 15 minutes at most.',
		);
		expect(took).toBeLessThan(SECOND);
		expect(stage.sandbox.journal.accepted('stemp')).toHaveLength(3);
		expect(log.warnings).toEqual([
			'What stemp says of its rate limit is not followed: it takes no more requests for 2 hours, and n8n waits 15 minutes at most. Requests go on until it answers 429.',
		]);
	});

	it('makes a poll fail that meets a 429 for the next 3,171 years, and not the next one', async () => {
		const tick = trigger();
		await tick();
		stage.sandbox.faults.add({
			provider: 'stemp',
			fault: { kind: 'status', status: 429, headers: { 'retry-after': '99999999999' } },
		});
		const { result, took } = await timed(tick());
		expect(took).toBeLessThan(SECOND);
		expect((result.error as { description?: string } | undefined)?.description).toContain(
			'stemp asks for a pause of 3,171 years; n8n waits 15 minutes at most.',
		);
		expect((await tick()).error).toBeUndefined();
	});

	it('is told when a token can not be renewed for it', async () => {
		stage.sandbox.faults.add({
			provider: 'stemp',
			on: 'POST /api/v1/apps/oauth2/refresh',
			fault: { kind: 'status', status: 429, headers: { 'retry-after': '7200' } },
		});
		const { error } = await stage.engine.run(
			chain(start, { ...stemp(['email', 'getMany'], { limit: 1 }), credentials }),
			{ credentials: { stempApi: stempAccount(stage.sandbox.stemp) } },
		);
		expect(error?.message).toContain(
			'stemp answered with status 429 and asks for a pause of 2 hours; n8n waits 1 minute at most',
		);
	});
});

it('Whatever the rate-limit headers hold, nothing is waited for longer than 15 minutes', () => {
	const header = fc.oneof(
		fc.string(),
		fc.double().map(String),
		fc.integer().map(String),
		fc.anything(),
	);
	const headers = fc.record({
		'x-ratelimit-remaining': header,
		'x-ratelimit-reset': header,
		date: header,
	}) as fc.Arbitrary<IDataObject>;
	fc.assert(
		fc.property(headers, (given) => {
			const quota = quotaIn(given);
			if (!quota || notFollowed(quota) !== undefined || quota.left > 0) return;
			expect(quota.wait).toBeLessThanOrEqual(MAX_WAIT);
		}),
	);
});
