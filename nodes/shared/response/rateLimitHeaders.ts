import type { ErrorTable, RateLimitHeaders } from '../policy';

/** What most providers call them: RFC 9110, section 10.2.3, and a custom that no standard describes. */
const USUAL: RateLimitHeaders = {
	retryAfter: 'Retry-After',
	limit: 'X-RateLimit-Limit',
	remaining: 'X-RateLimit-Remaining',
	reset: 'X-RateLimit-Reset',
};

/** What a provider calls the headers that tell of its rate limit. */
export const headerNames = (table?: Pick<ErrorTable, 'rateLimitHeaders'>): RateLimitHeaders => ({
	...USUAL,
	...table?.rateLimitHeaders,
});
