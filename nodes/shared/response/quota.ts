import type { IDataObject } from 'n8n-workflow';

import { inWords, providerNow } from '../clock';
import { textOf } from '../json';
import { MAX_WAIT, mostWaited } from './retryAfter';

/** How many more requests a provider takes, and until when, as the rate-limit headers of its answer say. */
export interface Quota {
	left: number;
	/** The time as it is written, which tells one span of time from another. */
	reset: string;
	/** Milliseconds from the answer until then, by the provider's own clock; NaN for what is no time. */
	wait: number;
}

/** What is farther away than a day is no time in Unix seconds, whatever else it may be. */
const FARTHEST = 24 * 60 * 60_000;

/** @returns undefined if the headers don't tell */
export function quotaIn(headers: IDataObject): Quota | undefined {
	const [remaining, reset] = [headers['x-ratelimit-remaining'], headers['x-ratelimit-reset']];
	const left = Number(textOf(remaining).trim() || NaN);
	if (!(left >= 0) || textOf(reset).trim() === '') return undefined;
	return { left, reset: textOf(reset), wait: Number(reset) * 1000 - providerNow(headers) };
}

/** Why a quota is not waited for, in words; undefined if it is. Its 429, which says more, then tells the user. */
export function notFollowed({ left, reset, wait }: Quota): string | undefined {
	if (!(Math.abs(wait) <= FARTHEST)) {
		return `its X-RateLimit-Reset is '${reset.slice(0, 40)}', which is no time near its own in Unix seconds`;
	}
	if (wait <= MAX_WAIT || left > 0) return undefined;
	return `it takes no more requests for ${inWords(wait)}, and ${mostWaited()}`;
}
