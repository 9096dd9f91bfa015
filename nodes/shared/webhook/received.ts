import { createHash } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';

import { BoundedSet } from '../bounded';
import { responseOf } from './http';

/** How many of the latest deliveries of a trigger are known again, by this process of n8n. */
export const MOST_KNOWN = 10_000;

/** How many of them the workflow's static data keeps, which n8n writes anew with each delivery. */
export const MOST_SAVED = 1_000;

/** What triggers of this process have taken, latest last: by workflow and node. */
const taken = new Map<string, BoundedSet<string>>();

/** Keeps what is saved short, however long ids are. */
const digestOf = (id: string) => createHash('sha256').update(id).digest('base64url').slice(0, 22);

/** What the trigger has taken before, as far as this process and the static data know. */
function takenBy(context: IWebhookFunctions): Set<string> {
	const key = JSON.stringify([context.getWorkflow().id, context.getNode().id]);
	const known = taken.get(key) ?? new BoundedSet<string>(MOST_KNOWN);
	taken.set(key, known);
	// Another process may have saved what this one has not seen.
	const { received } = context.getWorkflowStaticData('node');
	if (Array.isArray(received)) for (const digest of received) known.add(String(digest));
	return known;
}

/** Whether one of the ids was taken before. */
export function isTaken(context: IWebhookFunctions, ids: string[]): boolean {
	const known = takenBy(context);
	return ids.some((id) => known.has(digestOf(id)));
}

/**
 * Takes a delivery, unless it was taken before. If n8n then can't start the workflow, the delivery is let
 * go again, for the provider will repeat it.
 * @param ids whatever it may be known by when it comes again
 */
export function take(context: IWebhookFunctions, ids: string[]): boolean {
	if (isTaken(context, ids)) return false;
	const known = takenBy(context);
	const digests = ids.map(digestOf);
	for (const digest of digests) known.add(digest);
	context.getWorkflowStaticData('node').received = [...known].slice(-MOST_SAVED);

	const response = responseOf(context);
	response.once('finish', () => {
		if (response.statusCode >= 500) for (const digest of digests) known.delete(digest);
	});
	return true;
}
