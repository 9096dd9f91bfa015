import { maxConcurrentRequests } from '../../nodes/shared/descriptions';
import type { RateLimit } from '../../nodes/shared/policy';
import { MOST_BYTES } from '../../nodes/shared/polling';
import type { NameTable } from '../../sandbox/scenarios';
import type { SwitchTable } from '../../sandbox/switches';

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
	/** The switches of its sandbox. */
	switches: SwitchTable;
	/** The names that decide what its sandbox does. */
	names: NameTable[];
}

/** The limit of requests at once that users can change. */
export function requestsAtOnce({ inFlight }: RateLimit, from: string): Limit {
	const { minValue, maxValue } = maxConcurrentRequests(inFlight).typeOptions ?? {};
	return ['Requests at once', `${inFlight}, can be changed from ${minValue} to ${maxValue}`, from];
}

/** The limit of what a trigger keeps; `about` says how much that is. */
export const keptByTrigger = (limit: string, about: string): Limit => [
	limit,
	`${MOST_BYTES.toLocaleString('en')} bytes, ${about}`,
	'ours',
];

/** A name of the provider's, or `null`. */
export const code = (text: unknown) => `\`${String(text)}\``;
