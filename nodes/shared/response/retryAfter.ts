import type { IDataObject } from 'n8n-workflow';

import { inWords, providerNow } from '../clock';
import type { ErrorTable } from '../policy';
import { headerNames } from './rateLimitHeaders';

/**
 * If a provider asks for more time than this (15 minutes), the item fails instead of waiting, so that the user knows.
 */
export const MAX_WAIT = 15 * 60_000;

/**
 * Reads a Retry-After header: seconds or an HTTP date (RFC 9110, section 10.2.3).
 * @param now the provider's own time of its answer, because a date is by its clock
 * @returns milliseconds from `now`, never negative; undefined if the header is absent or unreadable
 */
export function retryAfter(header: unknown, now: Date): number | undefined {
	const text = typeof header === 'number' ? String(header) : header;
	if (typeof text !== 'string' || text.trim() === '') return undefined;
	const seconds = Number(text);
	const wait = Number.isNaN(seconds) ? Date.parse(text) - now.getTime() : seconds * 1000;
	return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/**
 * The pause that an answer asks for, in milliseconds; undefined if it asks for none.
 * @param table names the header, if it is not Retry-After
 */
export const pauseIn = (headers: IDataObject, table?: ErrorTable): number | undefined =>
	retryAfter(headers[headerNames(table).retryAfter.toLowerCase()], new Date(providerNow(headers)));

/** The limit on waiting, in words. */
export const mostWaited = (most = MAX_WAIT): string => `n8n waits ${inWords(most)} at most`;

/** The message about a pause that a provider asks for and that is too long. */
export const tooLong = (service: string, wait: number): string =>
	`${service} asks for a pause of ${inWords(wait)}; ${mostWaited()}.`;
