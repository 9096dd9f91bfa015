import { maxConcurrentRequests } from '../../nodes/shared/descriptions';
import type { RateLimit } from '../../nodes/shared/policy';
import { MAX_BYTES } from '../../nodes/shared/polling';
import type { NameTable } from '../../sandbox/scenarios';

/** A row of a table of statuses: the provider's status, and its meaning in the common vocabulary. */
export interface StatusRow {
	/** The cells before the delivery. */
	says: string[];
	/** Undefined if the other cells state it. */
	delivery?: { state: string; final: boolean };
	/** The cells after the delivery. */
	more?: string[];
}

export interface StatusTable {
	head: string[];
	rows: StatusRow[];
}

/** A limit, its value, and its origin. */
export type Limit = [limit: string, value: string, from: string];

/** The tables in the documents that are derived from a provider's data. */
export interface ProviderTables {
	/** How its statuses map to deliveries. */
	statuses: StatusTable;
	limits: Limit[];
	/** The names that trigger a behavior of its sandbox. */
	names: NameTable[];
}

/** The limit of concurrent requests, which users can change. */
export function requestsAtOnce({ inFlight }: RateLimit, from: string): Limit {
	const { minValue, maxValue } = maxConcurrentRequests(inFlight).typeOptions ?? {};
	return ['Requests at once', `${inFlight}, can be changed from ${minValue} to ${maxValue}`, from];
}

const HOUR = 3_600_000;

/** How many requests a rate limit allows per hour. */
function anHour({ minInterval, window }: RateLimit): number | undefined {
	if (minInterval) return Math.floor(HOUR / minInterval);
	return window && Math.floor((HOUR / window.milliseconds) * window.requests);
}

/** How long a number of requests takes, as text. */
function timeFor(count: number, hourly: number): string {
	const minutes = Math.round((count / hourly) * 60);
	return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

/**
 * A rate as a planning figure, computed from the rate limit itself.
 * @param what is sent, in the plural
 * @param about additional information
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

/** The limit of what a trigger stores; `about` says how much that is. */
export const keptByTrigger = (limit: string, about: string): Limit => [
	limit,
	`${MAX_BYTES.toLocaleString('en')} bytes, ${about}`,
	'ours',
];

/** A name from the provider, or `null`, as inline code. */
export const code = (text: unknown) => `\`${String(text)}\``;
