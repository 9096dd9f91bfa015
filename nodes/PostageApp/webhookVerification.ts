import { NodeApiError, type IDataObject, type IWebhookFunctions } from 'n8n-workflow';

import { monotonicNow } from '../shared/clock';
import { textOf } from '../shared/json';
import { Cancelled } from '../shared/rateLimit/retry';
import { ProviderError } from '../shared/response/providerError';
import { notAuthentic, notNow, type Refusal } from '../shared/webhook/refusal';
import { latestHistory } from './history';
import { getTransmissions } from './transmissions';
import type { WebhookEvent } from './webhookEvents';

/** How long the question may take, in milliseconds: whoever sends an event waits for its answer. */
const TIMEOUT = 10_000;

/** How many messages to the recipient are looked at where the event does not tell which it is about. */
const MAX_CANDIDATES = 5;

/**
 * What the API shows of a transmission if an event is true. A mail may bounce after it was delivered, and only some of
 * PostageApp's answers show clicks. For events that are not listed here, the API only shows that the mail exists.
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
 * @param days how far back to search, where the event does not tell its message
 * @returns the transmission as the API shows it; why not, if there is no such mail, or the API does not show
 * yet what the event says, or could not be asked
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

/** The mails to the recipient that the event can be about, the latest first. */
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
	// The other half of the time is for looking at the messages themselves.
	const isTimeUp = () => monotonicNow() > deadline - TIMEOUT / 2;
	const history = await latestHistory(context, days, { deadline, isTimeUp });
	const rows = history.rows.filter((row) => isSameAddress(row.recipient, recipient));
	const named = rows.filter((row) => mailId !== '' && row.unique_id === mailId);
	const latest = (named.length > 0 ? named : rows).sort((a, b) =>
		textOf(b.created_at).localeCompare(textOf(a.created_at)),
	);
	return [...new Set(latest.map(({ uid }) => uid))].slice(0, MAX_CANDIDATES);
}
