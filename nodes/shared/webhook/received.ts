import { createHash } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';

import { BoundedSet } from '../bounded';
import { responseOf } from './http';

/** How many of a trigger's latest deliveries this process of n8n recognizes. */
export const MAX_KNOWN = 10_000;

/** How many of them are stored in the workflow's static data, which n8n writes again with each delivery. */
export const MAX_SAVED = 1_000;

/**
 * How many ids of deliveries without a time are stored, by the process and in the static data. None of them is ever
 * forgotten, because it would be accepted again.
 */
export const MAX_TIMELESS = 2_000;

/** The deliveries that a trigger has accepted, as digests of ids, latest last. */
interface Taken {
	recent: Set<string>;
	timeless: Set<string>;
}

/** By workflow and node. Outside of the context, because n8n makes a new one for each request. */
const taken = new Map<string, Taken>();

/** Keeps the saved data short, however long ids are. */
const digestOf = (id: string) => createHash('sha256').update(id).digest('base64url').slice(0, 22);

/** What the trigger has accepted before, as far as this process and the static data know. */
function takenBy(context: IWebhookFunctions): Taken {
	const key = JSON.stringify([context.getWorkflow().id, context.getNode().id]);
	const known = taken.get(key) ?? { recent: new BoundedSet(MAX_KNOWN), timeless: new Set() };
	taken.set(key, known);
	// Another process may have saved ids that this one has not seen.
	const { received, receivedTimeless } = context.getWorkflowStaticData('node');
	addAll(known.recent, received);
	addAll(known.timeless, receivedTimeless);
	return known;
}

function addAll(known: Set<string>, saved: unknown): void {
	if (Array.isArray(saved)) for (const digest of saved) known.add(String(digest));
}

/** Whether one of the ids was accepted before. */
export function isTaken(context: IWebhookFunctions, ids: string[]): boolean {
	const { recent, timeless } = takenBy(context);
	return ids.map(digestOf).some((digest) => recent.has(digest) || timeless.has(digest));
}

/** Whether no more deliveries without a time can be stored. */
export const isFull = (context: IWebhookFunctions): boolean =>
	takenBy(context).timeless.size >= MAX_TIMELESS;

/**
 * Accepts a delivery, unless it was accepted before. If n8n then can't start the workflow, the delivery is released,
 * because the provider will repeat it.
 * @param ids everything by which a repeat may be recognized
 * @param isTimeless it never becomes stale, so it is stored permanently
 */
export function take(context: IWebhookFunctions, ids: string[], isTimeless = false): boolean {
	if (isTaken(context, ids)) return false;
	const { recent, timeless } = takenBy(context);
	const known = isTimeless ? timeless : recent;
	const digests = ids.map(digestOf);
	for (const digest of digests) known.add(digest);
	const saved = context.getWorkflowStaticData('node');
	if (isTimeless) saved.receivedTimeless = [...timeless];
	else saved.received = [...recent].slice(-MAX_SAVED);

	const response = responseOf(context);
	response.once('finish', () => {
		if (response.statusCode >= 500) for (const digest of digests) known.delete(digest);
	});
	return true;
}
