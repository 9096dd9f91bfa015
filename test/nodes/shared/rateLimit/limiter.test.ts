import { setTimeout as pause } from 'node:timers/promises';
import { Limiter, windowOf, type AcquireOptions } from '../../../../nodes/shared/rateLimit/limiter';
import { chain, start } from '../../../../tools/engine/chain';
import {
	byId,
	legallyMail,
	legallyMailAccount,
} from '../../../../tools/providers/legallyMail/node';
import { setStage } from '../../../../tools/engine/stage';
import {
	addressees,
	letterToEachItem,
	stampee,
	stampeeAccount,
} from '../../../../tools/providers/stampee/node';
import { Office } from '../../../../tools/providers/legallyMail/caller';
import type { RateLimit } from '../../../../nodes/shared/policy';

const stage = setStage();

const send = (count: number, options = {}) =>
	stage.engine.run(chain(start, stampee(['message', 'send'], { ...letterToEachItem, options })), {
		input: addressees(count),
		credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
	});

const startTimes = () => stage.sandbox.journal.requests('stampee').map(({ at }) => Date.parse(at));

describe('the rate limit of a credential', () => {
	it('keeps 1,000 letters within the cap on requests in flight', async () => {
		stage.sandbox.latency(5);
		const { status } = await send(1000);
		expect(status).toBe('success');
		expect(stage.sandbox.journal.accepted()).toHaveLength(1000);
		const most = stage.sandbox.journal.mostInFlight();
		expect(most).toBeLessThanOrEqual(10);
		// They do leave together: how many arrive at the provider at the same time depends on how busy the machine is.
		expect(most).toBeGreaterThan(3);
	});

	it('can be lowered by the user', async () => {
		stage.sandbox.latency(20);
		await send(12, { maxConcurrentRequests: 3 });
		expect(stage.sandbox.journal.mostInFlight()).toBeLessThanOrEqual(3);
	});

	it('can be raised by the user', async () => {
		stage.sandbox.latency(50);
		await send(60, { maxConcurrentRequests: 30 });
		expect(stage.sandbox.journal.mostInFlight()).toBeGreaterThan(10);
		expect(stage.sandbox.journal.mostInFlight()).toBeLessThanOrEqual(30);
	});

	it('is shared by all executions of the process', async () => {
		stage.sandbox.latency(20);
		const results = await Promise.all([send(20), send(20), send(20)]);
		expect(results.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
		expect(stage.sandbox.journal.accepted()).toHaveLength(60);
		expect(stage.sandbox.journal.mostInFlight()).toBeLessThanOrEqual(10);
	});

	it.each([
		['seconds', () => '1'],
		// A date has whole seconds, so one that is two ahead is at least one away.
		['a date', () => new Date(Date.now() + 2000).toUTCString()],
	])(
		'waits for a Retry-After in %s with the whole credential, then sends once',
		async (_, header) => {
			stage.sandbox.faults.add({
				provider: 'stampee',
				fault: { kind: 'status', status: 429, headers: { 'retry-after': header() } },
			});
			const { status, items } = await send(5, { maxConcurrentRequests: 1 });

			expect(status).toBe('success');
			expect(items('Stampee')).toHaveLength(5);
			const recipients = stage.sandbox.journal.accepted().map(({ recipient }) => recipient);
			expect(recipients).toEqual(addressees(5).map(({ json }) => json.email));
			const [refused, next] = startTimes();
			expect(next - refused).toBeGreaterThanOrEqual(900);
		},
	);

	it('gets over a 429 that does not say how long to wait', async () => {
		stage.sandbox.faults.add({
			provider: 'stampee',
			times: 2,
			fault: { kind: 'status', status: 429 },
		});
		const { status } = await send(3);
		expect(status).toBe('success');
		expect(stage.sandbox.journal.accepted()).toHaveLength(3);
	});

	it('does not wait for a provider that asks for hours: the user is told', async () => {
		stage.sandbox.faults.add({
			provider: 'stampee',
			fault: { kind: 'status', status: 429, headers: { 'retry-after': '7200' } },
		});
		const { status, error } = await send(1);
		expect(status).toBe('error');
		expect(error?.httpCode).toBe('429');
		expect(error?.description).toContain('limits how many requests');
		expect(stage.sandbox.journal.accepted()).toHaveLength(0);
	});

	it('is no dead end for a repeat that comes while all under way wait for a part of theirs', async () => {
		const { legallyMail: provider, clock, faults } = stage.sandbox;
		const uuid = await new Office(stage.sandbox).requestSignature('a@example.org');
		clock.advance({ minutes: 10 });
		const read = async (operation: [string, string], count: number, parameters = {}) => {
			const options = { maxRequestsPerMinute: 10 };
			const { status } = await stage.engine.run(
				chain(start, legallyMail(operation, { ...parameters, options })),
				{
					input: Array.from({ length: count }, () => ({ json: {} })),
					credentials: { legallyMailApi: legallyMailAccount(provider) },
				},
			);
			return status;
		};
		// Leaves four of the ten requests of a minute: for three records, and one to replace a lost one.
		expect(await read(['account', 'getInfo'], 6)).toBe('success');
		faults.add({
			provider: 'legallyMail',
			on: 'GET /api/signature',
			fault: { kind: 'resetBefore' },
		});
		// When it is repeated half a second later, the records are there, and their documents wait.
		stage.sandbox.latency(200);
		const documents = { uuid: byId(uuid), documents: ['original'] };
		expect(await read(['signature', 'getDocument'], 4, documents)).toBe('success');
	});
});

describe('a limiter', () => {
	const errors = { service: 'Courier', code: [], message: [], hints: {} };
	const silent = { warn: () => {} };

	/** Lets requests of one rate limit through, each of which takes no time, and records when they started. */
	async function startsOf(
		limiter: Limiter,
		rateLimit: RateLimit,
		count: number,
		turn: Partial<AcquireOptions> = {},
	): Promise<number[]> {
		const begin = Date.now();
		const starts: number[] = [];
		const requests = Array.from({ length: count }, async () => {
			const permit = await limiter.acquire({ rateLimit, isCancelled: () => false, ...turn });
			starts.push(Date.now() - begin);
			permit?.release();
		});
		await Promise.all(requests);
		return starts;
	}

	it('keeps a gap between starts', async () => {
		const starts = await startsOf(new Limiter(), { inFlight: 5, minInterval: 1000 }, 4);
		expect(starts).toEqual([0, 1000, 2000, 3000]);
	});

	it('keeps the gap from a late answer on, for its request may have arrived late', async () => {
		const limiter = new Limiter();
		const turn = { rateLimit: { inFlight: 1, minInterval: 1000 }, isCancelled: () => false };
		const starts: number[] = [];
		const requests = [50, 50, 50, 400, 50, 50].map(async (roundTrip) => {
			const permit = await limiter.acquire(turn);
			starts.push(Date.now());
			await pause(roundTrip);
			permit?.release();
		});
		await Promise.all(requests);
		const gaps = starts.slice(1).map((start, index) => start - starts[index]);
		// The limiter first has to learn how quick answers are.
		expect(gaps).toEqual([1050, 1050, 1000, 1350, 1000]);
	});

	it('lets no more start in a window than it may', async () => {
		const window = { requests: 10, milliseconds: 60_000 };
		const starts = await startsOf(new Limiter(), { inFlight: 5, window }, 25);
		expect(starts.filter((start) => start < 60_000)).toHaveLength(10);
		expect(starts.filter((start) => start >= 60_000 && start < 120_000)).toHaveLength(10);
		for (const [index, start] of starts.slice(10).entries()) {
			expect(start - starts[index]).toBeGreaterThanOrEqual(60_000);
		}
	});

	it('counts a request of a window until long enough after its answer, for it may arrive late', async () => {
		const limiter = new Limiter();
		const rateLimit: RateLimit = { inFlight: 5, window: { requests: 1, milliseconds: 1000 } };
		const first = await limiter.acquire({ rateLimit, isCancelled: () => false });
		const begin = Date.now();
		const second = limiter
			.acquire({ rateLimit, isCancelled: () => false })
			.then(() => Date.now() - begin);
		await pause(700);
		first?.release();
		expect(await second).toBe(1700);
	});

	it('lets in what a request under way waits for, before others and beyond the cap', async () => {
		const limiter = new Limiter();
		const rateLimit: RateLimit = { inFlight: 1, window: { requests: 2, milliseconds: 1000 } };
		const turn = { rateLimit, isCancelled: () => false };
		const whole = await limiter.acquire(turn);
		const next = limiter.acquire(turn).then(() => 'next');
		const part = limiter.acquire({ ...turn, isPart: true }).then((permit) => {
			permit?.release();
			whole?.release();
			return 'part';
		});
		const first = Promise.race([next, part]);
		expect(await first).toBe('part');
		expect(await next).toBe('next');
	});

	it.each(['isRepeat', 'isUrgent'])(
		'lets nobody in before what a request under way waits for (%s)',
		async (wish) => {
			const limiter = new Limiter();
			const rateLimit: RateLimit = { inFlight: 1, window: { requests: 1, milliseconds: 1000 } };
			const turn = { rateLimit, isCancelled: () => false };
			const order: string[] = [];
			const whole = await limiter.acquire(turn);
			const part = limiter.acquire({ ...turn, isPart: true }).then((permit) => {
				order.push('part');
				permit?.release();
				whole?.release();
			});
			const other = limiter.acquire({ ...turn, [wish]: true }).then(() => order.push('other'));
			await Promise.all([part, other]);
			expect(order).toEqual(['part', 'other']);
		},
	);

	it.each([
		[3, { requests: 3, milliseconds: 60_000 }],
		[10, { requests: 10, milliseconds: 60_000 }],
		[15, { requests: 15, milliseconds: 60_000 }],
		[25, { requests: 12, milliseconds: 30_000 }],
		[600, { requests: 10, milliseconds: 1000 }],
	])(
		'spreads %d requests a minute that the user allows over the minute',
		async (perMinute, expected) => {
			const rateLimit: RateLimit = { inFlight: 5, window: { requests: 10, milliseconds: 60_000 } };
			expect(windowOf({ rateLimit, perMinute })).toEqual(expected);

			const starts = await startsOf(new Limiter(), rateLimit, 2 * perMinute, { perMinute });
			const busiest = starts.map((start) => {
				const after = starts.filter((other) => other >= start && other < start + 60_000);
				return after.length;
			});
			expect(Math.max(...busiest)).toBeLessThanOrEqual(perMinute);
		},
	);

	it('does not let requests of a slow rate limit hold up those of another', async () => {
		const limiter = new Limiter();
		const slow = startsOf(limiter, { inFlight: 5, minInterval: 1000 }, 10);
		const quick: RateLimit = { inFlight: 5 };
		const permit = await limiter.acquire({ rateLimit: quick, isCancelled: () => false });
		expect(permit).toBeDefined();
		permit?.release();
		await slow;
	});

	it('keeps a queue of its own for a separate rate limit, however many other requests are in flight', async () => {
		const limiter = new Limiter();
		const rateLimit: RateLimit = { inFlight: 1 };
		const apart: RateLimit = { inFlight: 1, separateQueue: true };
		const slotOf = async (of: RateLimit) =>
			await limiter.acquire({ rateLimit: of, isCancelled: () => false });
		const other = await slotOf(rateLimit);
		const own = await slotOf(apart);
		expect([other, own]).toEqual([expect.anything(), expect.anything()]);
		let isSecond = false;
		const second = slotOf(apart).then((permit) => {
			isSecond = true;
			return permit;
		});
		other?.release();
		(await slotOf(rateLimit))?.release();
		expect(isSecond).toBe(false);
		own?.release();
		(await second)?.release();
	});

	it.each<[string, RateLimit]>([
		['that goes alone', { inFlight: 1 }],
		['of a queue of its own', { inFlight: 1, minInterval: 100, separateQueue: true }],
	])('lets reads without end not keep back a request %s', async (_, rateLimit) => {
		const limiter = new Limiter();
		const reads: RateLimit = { inFlight: 5 };
		let isOver = false;
		const readOn = async () => {
			while (!isOver) {
				const permit = await limiter.acquire({ rateLimit: reads, isCancelled: () => false });
				await pause(50);
				permit?.release();
			}
		};
		const readers = Array.from({ length: 8 }, async (_each, index) => {
			await pause(10 * index);
			await readOn();
		});
		await pause(500);
		const own = limiter.acquire({ rateLimit, isCancelled: () => isOver }).then((permit) => {
			permit?.release();
			return permit && 'its turn';
		});
		const first = await Promise.race([own, pause(5000).then(() => 'never')]);
		isOver = true;
		await Promise.all(readers);
		expect(first).toBe('its turn');
	});

	it('holds everything back when the provider says so', async () => {
		const limiter = new Limiter();
		limiter.pauseFor(5000);
		expect(await startsOf(limiter, { inFlight: 5 }, 2)).toEqual([5000, 5000]);
	});

	it('waits for the reset when the rate-limit headers say that nothing is left', async () => {
		const limiter = new Limiter();
		const rateLimit: RateLimit = { inFlight: 5, followsHeaders: true };
		const reset = Math.ceil(Date.now() / 1000) + 30;
		const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
		limiter.follow({ rateLimit, errors }, headers, silent);
		const [first] = await startsOf(limiter, rateLimit, 1);
		expect(first).toBeGreaterThanOrEqual(29_000);
	});

	it.each([
		['an hour', 3600],
		['what looks like milliseconds', 1e12],
	])('does not wait for a reset in %s: the 429 tells the user', async (_, seconds) => {
		const limiter = new Limiter();
		const rateLimit: RateLimit = { inFlight: 5, followsHeaders: true };
		const reset = Math.ceil(Date.now() / 1000) + seconds;
		const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
		limiter.follow({ rateLimit, errors }, headers, silent);
		expect(await startsOf(limiter, rateLimit, 1)).toEqual([0]);
	});

	it('starts no more than the rate-limit headers leave, though answers overtake each other', async () => {
		const limiter = new Limiter();
		const rateLimit: RateLimit = { inFlight: 5, followsHeaders: true };
		const turn = { rateLimit, isCancelled: () => false };
		const reset = String(Math.ceil(Date.now() / 1000) + 30);
		const [one, two] = await Promise.all([limiter.acquire(turn), limiter.acquire(turn)]);
		for (const left of ['2', '3']) {
			const headers = { 'x-ratelimit-remaining': left, 'x-ratelimit-reset': reset };
			limiter.follow({ rateLimit, errors }, headers, silent);
		}
		one?.release();
		const begin = Date.now();
		const starts: number[] = [];
		const later = Array.from({ length: 3 }, async () => {
			await limiter.acquire(turn);
			starts.push(Date.now() - begin);
		});
		await pause(1000);
		// The request that is under way may be one of the two.
		expect(starts).toHaveLength(1);
		two?.release();
		await pause(1000);
		expect(starts).toHaveLength(2);
		await Promise.all(later);
		expect(starts[2]).toBeGreaterThanOrEqual(29_000);
	});

	it('does not ask everyone in line, whenever one leaves, whether they are still wanted', async () => {
		let questions = 0;
		const isCancelled = () => {
			questions++;
			return false;
		};
		const starts = await startsOf(new Limiter(), { inFlight: 5 }, 1000, { isCancelled });
		expect(starts).toHaveLength(1000);
		expect(questions).toBeLessThan(5000);
	});

	it('lets go of requests that are not wanted any more, also in the middle of the line', async () => {
		const limiter = new Limiter();
		const rateLimit: RateLimit = { inFlight: 1 };
		const turn = { rateLimit, isCancelled: () => false };
		await limiter.acquire(turn);
		let isCancelled = false;
		void limiter.acquire(turn);
		const third = limiter.acquire({ rateLimit, isCancelled: () => isCancelled });
		isCancelled = true;
		// Whatever else is done with the credential meanwhile.
		void limiter.acquire(turn);
		await pause(500);
		expect(await third).toBeUndefined();
	});

	it('lets go of requests that are not wanted any more, though all places stay taken', async () => {
		const limiter = new Limiter();
		const rateLimit: RateLimit = { inFlight: 1 };
		await limiter.acquire({ rateLimit, isCancelled: () => false });
		// Then the first check is over when the second request comes.
		await pause(1000);
		let isCancelled = false;
		const second = limiter.acquire({ rateLimit, isCancelled: () => isCancelled });
		isCancelled = true;
		const late = pause(1000).then(() => 'too late');
		expect(await Promise.race([second, late])).toBeUndefined();
	});

	it('lets go of requests that are not wanted any more', async () => {
		const limiter = new Limiter();
		const rateLimit: RateLimit = { inFlight: 1 };
		const first = await limiter.acquire({ rateLimit, isCancelled: () => false });
		let isCancelled = false;
		const second = limiter.acquire({ rateLimit, isCancelled: () => isCancelled });
		isCancelled = true;
		first?.release();
		expect(await second).toBeUndefined();
	});
});
