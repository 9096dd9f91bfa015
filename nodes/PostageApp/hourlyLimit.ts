import { BoundedMap } from '../shared/bounded';
import { monotonicNow } from '../shared/clock';

const HOUR = 60 * 60_000;

/** How many requests are remembered: all that ten triggers can watch. */
const MAX_REMEMBERED = 50_000;

/** When each was made, by the monotonic clock. A restart of n8n forgets it, which costs one request too many. */
const madeAt = new BoundedMap<string, number>(MAX_REMEMBERED);

/**
 * Whether a request may be made: PostageApp wants transmissions to be looked at once an hour at most (the
 * page on get_message_transmissions).
 * @param key what is asked for, and for whom
 */
export const mayRequest = (key: string) => monotonicNow() - (madeAt.get(key) ?? -Infinity) >= HOUR;

/** When it was made last, by the monotonic clock; -1 if nobody knows. */
export const lastRequest = (key: string): number => madeAt.get(key) ?? -1;

/** To be called once there is an answer. */
export function noteRequest(key: string): void {
	// An entry that is set again becomes the newest.
	madeAt.delete(key);
	madeAt.set(key, monotonicNow());
}
