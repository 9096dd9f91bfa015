import { NodeApiError, type IDataObject, type IWebhookFunctions } from 'n8n-workflow';

import { monotonicNow } from '../shared/clock';
import { textOf } from '../shared/json';
import { Cancelled } from '../shared/outcome/cancelled';
import { ProviderError } from '../shared/response/providerError';
import { notAuthentic, notNow, type Refusal } from '../shared/webhook/refusal';
import { latestHistory } from './history';
import { getTransmissions } from './transmissions';
import type { WebhookEvent } from './webhookEvents';

/** The time limit of the verification, in milliseconds: PostageApp waits for the answer to its event. */
const TIMEOUT = 10_000;

/** How many messages to the recipient are checked if the event does not contain the uid of its message. */
const MAX_CANDIDATES = 5;

/**
 * What a transmission looks like in the API if an event is true. A mail may bounce after it was delivered, and only
 * some of PostageApp's answers show clicks. For events that are not listed here, the API only shows that the mail
 * exists.
 */
const EVIDENCE: Record<string, (transmission: IDataObject) => boolean> = {
	delivered: ({ status }) => status === 'completed',
	failed: ({ status }) => status === 'failed',
	bounced: ({ status }) => status !== 'queued',
	opened: ({ opened_at: openedAt }) => Boolean(openedAt),
	clicked: ({ status, clicked_at: clickedAt }) =>
		clickedAt === undefined ? status === 'completed' : Boolean(clickedAt),
};

/**
 * Asks PostageApp whether an event is true, because its signature can't be checked.
 * @param days how far back to search if the event does not contain the uid of its message
 * @returns the transmission from the API; or why not: there is no such mail, the API does not show the event yet, or
 * can't be reached
 */
export async function verifyEvent(
	context: IWebhookFunctions,
	event: WebhookEvent,
	days: number,
): Promise<IDataObject | Refusal> {
	const deadline = monotonicNow() + TIMEOUT;
	const candidates = transmissionsOf(context, event, days, deadline);
	const found = await candidates.catch(async (error) => {
		if (!isAboutApi(error)) return await candidates;
		return undefined;
	});
	if (!found) return notNow('it could not be checked, for PostageApp could not be asked');
	if (found.length === 0) return notAuthentic('it is about a mail that PostageApp does not have');
	const hasSign = Object.hasOwn(EVIDENCE, event.name) ? EVIDENCE[event.name] : () => true;
	return found.find(hasSign) ?? notNow('it tells what PostageApp itself does not show, or not yet');
}

const isAboutApi = (error: unknown) =>
	error instanceof ProviderError || error instanceof NodeApiError || error instanceof Cancelled;

const isSameAddress = (a: unknown, b: string) => textOf(a).toLowerCase() === b.toLowerCase();

/** The mails to the recipient that the event may be about, latest first. */
async function transmissionsOf(
	context: IWebhookFunctions,
	event: WebhookEvent,
	days: number,
	deadline: number,
): Promise<IDataObject[]> {
	const uids = event.uid ? [event.uid] : await latestUids(context, event, days, deadline);
	const asked = uids.map(async (uid) => await getTransmissions(context, uid, deadline));
	return (await Promise.all(asked))
		.flat()
		.filter(({ recipient }) => isSameAddress(recipient, event.recipient));
}

async function latestUids(
	context: IWebhookFunctions,
	{ recipient, mailId }: WebhookEvent,
	days: number,
	deadline: number,
): Promise<string[]> {
	// The other half of the time is for reading the messages themselves.
	const isTimeUp = () => monotonicNow() > deadline - TIMEOUT / 2;
	const history = await latestHistory(context, days, { deadline, isTimeUp });
	const rows = history.rows.filter((row) => isSameAddress(row.recipient, recipient));
	const named = rows.filter((row) => mailId !== '' && row.unique_id === mailId);
	const latest = (named.length > 0 ? named : rows).sort((a, b) =>
		textOf(b.created_at).localeCompare(textOf(a.created_at)),
	);
	return [...new Set(latest.map(({ uid }) => uid))].slice(0, MAX_CANDIDATES);
}
