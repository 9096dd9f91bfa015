import { Cancelled } from '../../../../nodes/shared/outcome/cancelled';
import type { RateLimit } from '../../../../nodes/shared/policy';
import { Limiter, limiterOf } from '../../../../nodes/shared/rateLimit/limiter';
import { withRetry } from '../../../../nodes/shared/rateLimit/retry';
import { halfOf, halfOfUser } from '../../../../nodes/shared/rateLimit/share';
import { useLeapingClock } from '../../../../tools/engine/leapingClock';

useLeapingClock();

const errors = { service: 'Courier', code: [], message: [], hints: {} };
const isCancelled = () => false;

it('half of a rate limit has half of each of its numbers, and a queue of its own', () => {
	const rateLimit: RateLimit = {
		inFlight: 3,
		minInterval: 1000,
		window: { requests: 10, milliseconds: 60_000 },
		perIp: true,
	};
	expect(halfOf(rateLimit)).toEqual({
		inFlight: 1,
		minInterval: 2000,
		window: { requests: 5, milliseconds: 60_000 },
		perIp: true,
		separateQueue: true,
	});
});

it('half of one is one, and half of what the user did not set is not set', () => {
	expect(halfOf({ inFlight: 1 }).inFlight).toBe(1);
	expect(halfOfUser({ inFlight: 50 })).toEqual({ inFlight: 25 });
	expect(halfOfUser({ perMinute: 1 })).toEqual({ perMinute: 1 });
});

describe('of a quota that the provider reports', () => {
	const rateLimit: RateLimit = { inFlight: 10, followsHeaders: true };
	const half = halfOf(rateLimit);

	/** A limiter that has just learned how many of ten requests are left in this minute. */
	const limiterWith = (left: number) => {
		const limiter = new Limiter();
		const now = Math.ceil(Date.now() / 1000);
		const headers = {
			date: new Date(now * 1000).toUTCString(),
			'x-ratelimit-limit': '10',
			'x-ratelimit-remaining': String(left),
			'x-ratelimit-reset': String(now + 60),
		};
		limiter.follow({ rateLimit, errors }, headers, { warn: () => {} });
		return limiter;
	};
	const secondsUntilPermit = async (limiter: Limiter, limit: RateLimit) => {
		const begin = performance.now();
		const permit = await limiter.acquire({ rateLimit: limit, isCancelled });
		permit?.release();
		return (performance.now() - begin) / 1000;
	};

	it('half is left to others', async () => {
		const limiter = limiterWith(5);
		expect(await secondsUntilPermit(limiter, rateLimit)).toBeLessThan(1);
		expect(await secondsUntilPermit(limiter, half)).toBeGreaterThan(58);
	});

	it('more than half may be used', async () => {
		expect(await secondsUntilPermit(limiterWith(6), half)).toBeLessThan(1);
	});
});

it('a shared permit counts from when its request leaves', async () => {
	const limiter = new Limiter();
	const rateLimit: RateLimit = { inFlight: 1, window: { requests: 1, milliseconds: 60_000 } };
	const begin = performance.now();
	const first = await limiter.acquire({ rateLimit, isCancelled });
	await new Promise((resolve) => setTimeout(resolve, 30_000));
	first?.leaveNow();
	first?.release();
	const second = await limiter.acquire({ rateLimit, isCancelled });
	second?.release();
	expect(performance.now() - begin).toBeGreaterThanOrEqual(90_000);
});

it('a request that is cancelled while it waits for the limit leaves its part to others', async () => {
	const rateLimit: RateLimit = { inFlight: 1 };
	const node = {
		...{ id: 'a', name: 'Courier', type: 'courier', typeVersion: 1, parameters: {} },
		position: [0, 0] as [number, number],
		credentials: { courierApi: { id: 'share', name: 'Courier' } },
	};
	const shared = { policy: { kind: 'read' as const, rateLimit }, node, share: halfOf(rateLimit) };
	const other = await limiterOf(node, rateLimit).acquire({ rateLimit, isCancelled });
	let isOver = false;
	const late = withRetry({ ...shared, isCancelled: () => isOver }, async () => 'made');
	isOver = true;
	await expect(late).rejects.toThrow(Cancelled);
	other?.release();
	expect(await withRetry({ ...shared, isCancelled }, async () => 'made')).toBe('made');
});
