import type { RateLimit } from '../policy';
import type { AcquireOptions } from './limiter';

const half = (count: number) => Math.max(1, Math.floor(count / 2));

/**
 * Half of a rate limit, for requests that must not block others: the other half remains for those. It has its own
 * queue, and applies in addition to the rate limit itself.
 */
export const halfOf = ({ inFlight, minInterval, window, ...limit }: RateLimit): RateLimit => ({
	...limit,
	inFlight: half(inFlight),
	...(minInterval && { minInterval: 2 * minInterval }),
	...(window && { window: { ...window, requests: half(window.requests) } }),
	...(limit.followsHeaders && { leavesHalf: true }),
	separateQueue: true,
});

/** Half of the limits that the user set. */
export const halfOfUser = ({
	inFlight,
	perMinute,
}: Pick<AcquireOptions, 'inFlight' | 'perMinute'>) => ({
	...(inFlight !== undefined && { inFlight: half(inFlight) }),
	...(perMinute !== undefined && { perMinute: half(perMinute) }),
});
