import type { IDataObject } from 'n8n-workflow';

import { inWords, providerNow } from '../clock';
import { textOf } from '../json';
import { MAX_WAIT, mostWaited } from './retryAfter';

/** How many more requests a provider accepts, and until when, according to the rate-limit headers of its answer. */
export interface Quota {
	left: number;
	/** The time as written, which distinguishes one period from another. */
	reset: string;
	/** Milliseconds from the answer until then, by the provider's own clock; NaN if the time is invalid. */
	wait: number;
}

/** A time that is more than a day away is not a time in Unix seconds, whatever else it may be. */
const FARTHEST = 24 * 60 * 60_000;

/** @returns undefined if the headers are missing */
export function quotaIn(headers: IDataObject): Quota | undefined {
	const [remaining, reset] = [headers['x-ratelimit-remaining'], headers['x-ratelimit-reset']];
	const left = Number(textOf(remaining).trim() || NaN);
	if (!(left >= 0) || textOf(reset).trim() === '') return undefined;
	return { left, reset: textOf(reset), wait: Number(reset) * 1000 - providerNow(headers) };
}

/** Why a quota is ignored, in words; undefined if it is not. Its 429, which says more, then informs the user. */
export function notFollowed({ left, reset, wait }: Quota): string | undefined {
	if (!(Math.abs(wait) <= FARTHEST)) {
		return `its X-RateLimit-Reset is '${reset.slice(0, 40)}', which is no time near its own in Unix seconds`;
	}
	if (wait <= MAX_WAIT || left > 0) return undefined;
	return `it takes no more requests for ${inWords(wait)}, and ${mostWaited()}`;
}
