import { createHash } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';

import { BoundedSet } from '../bounded';
import { responseOf } from './http';

/** How many of the latest deliveries of a trigger are known again, by this process of n8n. */
export const MOST_KNOWN = 10_000;

/** How many of them the workflow's static data keeps, which n8n writes anew with each delivery. */
export const MOST_SAVED = 1_000;

/**
 * How many ids of deliveries without a time are known, by the process and by the static data. None of them
 * is ever forgotten: it would be taken again.
 */
export const MOST_TIMELESS = 2_000;

/** What a trigger has taken, as digests of ids, latest last. */
interface Taken {
	recent: Set<string>;
	timeless: Set<string>;
}

/** By workflow and node. Beside the context, for n8n makes a new one for each request. */
const taken = new Map<string, Taken>();

/** Keeps what is saved short, however long ids are. */
const digestOf = (id: string) => createHash('sha256').update(id).digest('base64url').slice(0, 22);

/** What the trigger has taken before, as far as this process and the static data know. */
function takenBy(context: IWebhookFunctions): Taken {
	const key = JSON.stringify([context.getWorkflow().id, context.getNode().id]);
	const known = taken.get(key) ?? { recent: new BoundedSet(MOST_KNOWN), timeless: new Set() };
	taken.set(key, known);
	// Another process may have saved what this one has not seen.
	const { received, receivedTimeless } = context.getWorkflowStaticData('node');
	addAll(known.recent, received);
	addAll(known.timeless, receivedTimeless);
	return known;
}

function addAll(known: Set<string>, saved: unknown): void {
	if (Array.isArray(saved)) for (const digest of saved) known.add(String(digest));
}

/** Whether one of the ids was taken before. */
export function isTaken(context: IWebhookFunctions, ids: string[]): boolean {
	const { recent, timeless } = takenBy(context);
	return ids.map(digestOf).some((digest) => recent.has(digest) || timeless.has(digest));
}

/** Whether no more deliveries without a time can be remembered. */
export const isFull = (context: IWebhookFunctions): boolean =>
	takenBy(context).timeless.size >= MOST_TIMELESS;

/**
 * Takes a delivery, unless it was taken before. If n8n then can't start the workflow, the delivery is let
 * go again, for the provider will repeat it.
 * @param ids whatever it may be known by when it comes again
 * @param isTimeless it never gets stale, so it is remembered for good
 */
export function take(context: IWebhookFunctions, ids: string[], isTimeless = false): boolean {
	if (isTaken(context, ids)) return false;
	const { recent, timeless } = takenBy(context);
	const known = isTimeless ? timeless : recent;
	const digests = ids.map(digestOf);
	for (const digest of digests) known.add(digest);
	const saved = context.getWorkflowStaticData('node');
	if (isTimeless) saved.receivedTimeless = [...timeless];
	else saved.received = [...recent].slice(-MOST_SAVED);

	const response = responseOf(context);
	response.once('finish', () => {
		if (response.statusCode >= 500) for (const digest of digests) known.delete(digest);
	});
	return true;
}
