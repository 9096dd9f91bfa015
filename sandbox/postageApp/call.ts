import { z } from 'zod';
import type { Visit } from '../journal';
import { Refusal } from '../refusal';
import { documented } from './errors';
import type { PostageAppSwitches } from './switches';

/** A method call whose key has been verified. */
export interface Call {
	uid?: string;
	/** The call's `arguments`; empty if there are none. */
	args: Record<string, unknown>;
	/** The whole body, because some clients put fields next to `arguments`. */
	body: Record<string, unknown>;
	visit: Visit;
}

/** The answer of a method, without PostageApp's envelope. */
export interface Reply {
	uid?: string;
	data?: unknown;
	/** Additional fields of `response`, besides uid and status. */
	response?: Record<string, unknown>;
}

export type Method = (call: Call) => Reply;

const paging = z.object({
	page: z.coerce.number().int().positive().default(1),
	per_page: z.coerce.number().int().positive().max(250).default(250),
});

/** The rows of the page that a call requests. */
export function pageOf<Row>(
	rows: Row[],
	{ args, body }: Call,
	{ largestPage }: PostageAppSwitches,
): Row[] {
	const { data } = paging.safeParse({ ...body, ...args });
	if (!data) throw new Refusal(documented.callError);
	const shown = Math.min(data.per_page, largestPage);
	return rows.slice((data.page - 1) * shown, data.page * shown);
}

/** `2026-03-05 10:58:57`, in UTC. */
export const timestamp = (time: Date) => time.toISOString().slice(0, 19).replace('T', ' ');

export const timestampOrNull = (time: Date | null) => time && timestamp(time);
