/**
 * Reads a Retry-After header: seconds or an HTTP date (RFC 9110, section 10.2.3).
 * @returns milliseconds from `now`, never negative; undefined if the header is absent or unreadable
 */
export function retryAfter(header: unknown, now: Date): number | undefined {
	const text = typeof header === 'number' ? String(header) : header;
	if (typeof text !== 'string' || text.trim() === '') return undefined;
	const seconds = Number(text);
	const wait = Number.isNaN(seconds) ? Date.parse(text) - now.getTime() : seconds * 1000;
	return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
