import type { IDataObject } from 'n8n-workflow';

import { inWords, providerNow } from '../clock';
import { textOf } from '../json';
import type { ErrorTable } from '../policy';
import { headerNames } from './rateLimitHeaders';
import { MAX_WAIT, mostWaited } from './retryAfter';

/** How many more requests a provider accepts, and until when, according to the rate-limit headers of its answer. */
export interface Quota {
	left: number;
	/** How many it accepts in total; 0 if it does not report that. */
	limit: number;
	/** The time as written, which distinguishes one period from another. */
	reset: string;
	/** The header that contains it. */
	resetHeader: string;
	/** Milliseconds from the answer until then, by the provider's own clock; NaN if the time is invalid. */
	wait: number;
}

/** A time that is more than a day away is not a time in Unix seconds, whatever else it may be. */
const FARTHEST = 24 * 60 * 60_000;

/**
 * @param table names the headers, if they are not the usual ones
 * @returns undefined if the headers are missing
 */
export function quotaIn(headers: IDataObject, table?: ErrorTable): Quota | undefined {
	const names = headerNames(table);
	const [whole, remaining, reset] = [names.limit, names.remaining, names.reset].map(
		(name) => headers[name.toLowerCase()],
	);
	const left = Number(textOf(remaining).trim() || NaN);
	if (!(left >= 0) || textOf(reset).trim() === '') return undefined;
	const wait = Number(reset) * 1000 - providerNow(headers);
	const limit = Number(textOf(whole)) || 0;
	return { left, limit, reset: textOf(reset), resetHeader: names.reset, wait };
}

/** Why a quota is ignored, in words; undefined if it is not. Its 429, which says more, then informs the user. */
export function notFollowed({ left, reset, resetHeader, wait }: Quota): string | undefined {
	if (!(Math.abs(wait) <= FARTHEST)) {
		return `its ${resetHeader} is '${reset.slice(0, 40)}', which is no time near its own in Unix seconds`;
	}
	if (wait <= MAX_WAIT || left > 0) return undefined;
	return `it takes no more requests for ${inWords(wait)}, and ${mostWaited()}`;
}
