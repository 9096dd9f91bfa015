import type { ErrorTable, RateLimitHeaders } from '../policy';

/** The usual names: RFC 9110, section 10.2.3, and a convention without a standard. */
const USUAL: RateLimitHeaders = {
	retryAfter: 'Retry-After',
	limit: 'X-RateLimit-Limit',
	remaining: 'X-RateLimit-Remaining',
	reset: 'X-RateLimit-Reset',
};

/** A provider's names of the headers that report its rate limit. */
export const headerNames = (table?: Pick<ErrorTable, 'rateLimitHeaders'>): RateLimitHeaders => ({
	...USUAL,
	...table?.rateLimitHeaders,
});
