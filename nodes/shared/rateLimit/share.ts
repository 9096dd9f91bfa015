import type { RateLimit } from '../policy';
import type { AcquireOptions } from './limiter';

const half = (count: number) => Math.max(1, Math.floor(count / 2));

/**
 * Half of a rate limit, for requests that are not to get in the way of others: as many again remain for those. It has
 * a queue of its own, and applies in addition to the rate limit itself.
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
