import type { IWebhookFunctions } from 'n8n-workflow';

import { BoundedMap } from '../bounded';
import { monotonicNow } from '../clock';
import { responseOf } from './http';

/** The answer. It contains nothing else, so that a forger does not learn why the request failed. */
const STATUSES = {
	notAuthentic: 401,
	/** It can't be decided now. Providers repeat requests with this answer. */
	notNow: 503,
};

/** Why a request is not accepted. */
export class Refusal {
	/**
	 * @param reason one of a few fixed texts, which begins with "it": log lines are counted by it
	 * @param detail what differs from request to request, such as by how much it is late; nothing from the request
	 * itself
	 */
	constructor(
		readonly answer: keyof typeof STATUSES,
		readonly reason: string,
		readonly detail?: string,
	) {}
}

/** A request that is not the provider's, as far as can be determined. */
export const notAuthentic = (reason: string, detail?: string) =>
	new Refusal('notAuthentic', reason, detail);

/** A request that may be the provider's and should be sent again. */
export const notNow = (reason: string) => new Refusal('notNow', reason);

/** How far a time is from now, in words: `90 seconds ago`. */
export function distanceInWords(milliseconds: number): string {
	const seconds = Math.round(Math.abs(milliseconds) / 1000);
	return milliseconds < 0 ? `${seconds} seconds ahead` : `${seconds} seconds ago`;
}

/** Answers a request that is not accepted, and logs the reason in n8n. */
export function refuse(context: IWebhookFunctions, { answer, reason, detail }: Refusal): void {
	note(
		context,
		'warn',
		detail === undefined
			? `refused a request: ${reason}`
			: `refused a request: ${reason} (${detail})`,
		reason,
	);
	responseOf(context).writeHead(STATUSES[answer]).end();
}

/** Logs in n8n that an event was repeated and starts nothing, for anyone who misses an execution. */
export function noteRepeat(context: IWebhookFunctions): void {
	const reason = 'an event came again, and does not start the workflow again';
	note(context, 'info', reason, reason);
}

/** How many lines for one reason a trigger logs per minute: a flood must not fill the log. */
export const MAX_LINES = 3;

const MINUTE = 60_000;

/** The lines logged for one reason, and since when by the monotonic clock, in milliseconds. */
interface Lines {
	since: number;
	written: number;
	/** Those that were only counted. */
	unwritten: number;
}

/** By trigger and reason. Outside of the context, because n8n makes a new one for each request. */
const lines = new BoundedMap<string, Lines>(1_000);

function note(
	context: IWebhookFunctions,
	level: 'info' | 'warn',
	text: string,
	reason: string,
): void {
	const { id, name } = context.getNode();
	const key = JSON.stringify([context.getWorkflow().id, id, reason]);
	const now = monotonicNow();
	const before = lines.get(key);
	const isOver = !before || now - before.since >= MINUTE;
	const current = isOver ? { since: now, written: 0, unwritten: 0 } : before;
	if (isOver) lines.set(key, current);
	if (current.written >= MAX_LINES) {
		current.unwritten++;
		return;
	}
	current.written++;
	const missing = isOver ? (before?.unwritten ?? 0) : 0;
	const more = [
		...(missing > 0 ? [`${missing} more of the same were not written since the last line`] : []),
		...(current.written === MAX_LINES ? ['more of the same are only counted for a minute'] : []),
	];
	context.logger[level]([`${name}: ${text}`, ...more].join('; '));
}
