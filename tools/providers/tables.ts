import { maxConcurrentRequests } from '../../nodes/shared/descriptions';
import type { RateLimit } from '../../nodes/shared/policy';
import { MAX_BYTES } from '../../nodes/shared/polling';
import type { NameTable } from '../../sandbox/scenarios';

/** A row of a table of statuses: what the provider says, and what it means in the common vocabulary. */
export interface StatusRow {
	/** The cells before those of the delivery. */
	says: string[];
	/** Undefined where the other cells say it. */
	delivery?: { state: string; final: boolean };
	/** The cells after them. */
	more?: string[];
}

export interface StatusTable {
	head: string[];
	rows: StatusRow[];
}

/** A limit, its value, and whose it is. */
export type Limit = [limit: string, value: string, from: string];

/** What the documents take from the data of one provider. */
export interface ProviderTables {
	/** How its statuses become deliveries. */
	statuses: StatusTable;
	limits: Limit[];
	/** The names that decide what its sandbox does. */
	names: NameTable[];
}

/** The limit of requests at once that users can change. */
export function requestsAtOnce({ inFlight }: RateLimit, from: string): Limit {
	const { minValue, maxValue } = maxConcurrentRequests(inFlight).typeOptions ?? {};
	return ['Requests at once', `${inFlight}, can be changed from ${minValue} to ${maxValue}`, from];
}

const HOUR = 3_600_000;

/** How many requests a rate limit lets through in an hour. */
function anHour({ minInterval, window }: RateLimit): number | undefined {
	if (minInterval) return Math.floor(HOUR / minInterval);
	return window && Math.floor((HOUR / window.milliseconds) * window.requests);
}

/** How long a number of requests takes, in words. */
function timeFor(count: number, hourly: number): string {
	const minutes = Math.round((count / hourly) * 60);
	return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

/**
 * What a pace comes to, for planning: computed from the rate limit itself.
 * @param what is sent, in the plural
 * @param about what else there is to know
 */
export function planned(rateLimit: RateLimit, what: string, about: string): Limit {
	const hourly = anHour(rateLimit);
	if (hourly === undefined) {
		const value = `no pace to plan with; ${rateLimit.inFlight} requests at once`;
		return [`${what} an hour`, value, about];
	}
	const [short, long] = [60, 1_000].map((count) => timeFor(count, hourly));
	const a = (count: number) => count.toLocaleString('en');
	return [
		`${what} an hour`,
		`${a(hourly)}; ${a(hourly * 24)} a day. 60 take ${short}, 1,000 take ${long}`,
		about,
	];
}

/** The limit of what a trigger keeps; `about` says how much that is. */
export const keptByTrigger = (limit: string, about: string): Limit => [
	limit,
	`${MAX_BYTES.toLocaleString('en')} bytes, ${about}`,
	'ours',
];

/** A name of the provider's, or `null`. */
export const code = (text: unknown) => `\`${String(text)}\``;
