import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { textOf } from '../shared/json';
import { booleanIn, fieldNameIn, numberIn } from '../shared/parameters/parameter';
import { requiredIdsIn } from '../shared/parameters/required';
import {
	type IsTimeUp,
	type Known,
	type Snapshot,
	type Source,
	type Sources,
	type Unseen,
} from '../shared/polling';
import { Cancelled } from '../shared/rateLimit/retry';
import { read } from '../shared/request';
import { isAboutOne } from '../shared/response/aboutOne';
import { assertList } from '../shared/response/assertList';
import { ProviderError } from '../shared/response/providerError';
import { LEGALLY_MAIL_CREDENTIAL } from './account';
import { contentOf, entriesOf, listOf } from './api';
import { asDocument, certificatesIn, describe } from './certificates';
import { isPast, pastAt, type Past } from './activation';
import { mailDelivery, smsDelivery, withSignatureDelivery, withSmsDelivery } from './delivery';
import { documentItem, NoDocument, type LinkedDocument } from './documents';
import { copyOf, recipientsOf, type Recipient } from './mail';
import { reading, REQUESTS_PER_MINUTE } from './policies';
import { earliest, latest, momentOf, type Moment } from './zone';

/** The most that a list shows: what came before can only be asked for by its ID. */
const MOST_LISTED = 25;

/** Of the requests that a minute allows, one goes into the list, and one is left for the workflows' own calls. */
const requestsPerMinute = (context: IPollFunctions) =>
	numberIn(context, 'options.maxRequestsPerMinute', REQUESTS_PER_MINUTE) - 2;

/** What every recipient goes through, in this order, and where the time of it stands. */
const STEPS: Record<string, string> = {
	pending: 'created_at',
	sent: 'sent_at',
	delivered: 'delivered_at',
	read: 'read_at',
};

/** The statuses that a message is born with: they are no news of one that is seen for the first time. */
const BIRTH = ['pending', 'sent'];

/** Something new about an email: what it is, and when it came about in LegallyMail's time. */
interface News {
	state: string;
	at: unknown;
	isBirth?: boolean;
	toItem: (lastOf: LastOf, isTimeUp: IsTimeUp) => Promise<INodeExecutionData>;
}

/** What the state of a recipient was when the email was last fetched, by the recipient's tracking ID. */
type LastOf = (recipient: string) => string | undefined;

/** What a trigger makes of an email that was fetched. */
interface Reading {
	news: News[];
	final: boolean;
}

/** The statuses of all recipients of all emails. The status of an email as a whole says too little. */
function emailStatuses(context: IPollFunctions): Source<Activation> {
	return emails(context, 'legallyMail:email', (mail) => {
		const recipients = recipientsOf(mail);
		const isFinal = (recipient: Recipient) => mailDelivery(recipient).final;
		return {
			news: recipients.flatMap((recipient) => statusNews(mail, recipient)),
			final: recipients.length > 0 && recipients.every(isFinal),
		};
	});
}

/** The steps that a recipient's copy has gone through, also those between two polls. */
function statusNews(mail: IDataObject, recipient: Recipient): News[] {
	const passed = Object.keys(STEPS).filter(
		(step) => step !== recipient.status && step !== 'pending' && recipient[STEPS[step]],
	);
	return [...passed, recipient.status].filter(Boolean).map((status) => ({
		state: `${recipient.tracking_id}:${status}`,
		at: recipient[STEPS[status]],
		isBirth: BIRTH.includes(status),
		toItem: async (lastOf) => ({
			json: {
				...copyOf(mail, { ...recipient, status }),
				previousStatus: lastOf(recipient.tracking_id) ?? null,
			},
		}),
	}));
}

/** The certificates of all recipients of all emails, with or without the documents themselves. */
function newCertificates(context: IPollFunctions): Source<Activation> {
	const field = fieldNameIn(context, 'options.binaryPropertyName');
	const isWanted = booleanIn(context, 'downloadCertificate');
	const source = emails(context, 'legallyMail:certificate', (mail) => {
		const certificates = certificatesIn(mail);
		const nameOf = (id: string, type: string) => `${id}:${type}`;
		const there = new Set(
			certificates.map(({ type, recipient: owner }) => nameOf(owner.tracking_id, type)),
		);
		const isComplete = ({ status, tracking_id: id, ...recipient }: Recipient) =>
			status === 'failed' ||
			(mailDelivery({ ...recipient, status }).final && there.has(nameOf(id, status)));
		const recipients = recipientsOf(mail);
		return {
			news: certificates.map((certificate) => ({
				state: nameOf(certificate.recipient.tracking_id, certificate.type),
				at: certificate.details.confirmed_at,
				toItem: async (_lastOf, isCancelled) =>
					isWanted
						? await withFile(context, { ...asDocument(mail, certificate), isCancelled }, field)
						: { json: describe(mail, certificate) },
			})),
			final: recipients.length > 0 && recipients.every(isComplete),
		};
	});
	// For an email with a certificate, the document is requested next.
	return isWanted ? { ...source, perMinute: requestsPerMinute(context) / 2 } : source;
}

/** With these, there is no document behind a link, and there will be none. */
const GONE = [404, 410];

/** A document that can't be had must not hold up the news that it exists. */
async function withFile(
	context: IPollFunctions,
	document: LinkedDocument,
	field: string,
): Promise<INodeExecutionData> {
	const item = documentItem(context, document, field);
	return await item.catch((error) => {
		const isGone = error instanceof ProviderError && GONE.includes(error.status);
		if (!isGone && !(error instanceof NoDocument)) throw error;
		return { json: { ...document.json, verified: null, problem: error.message } };
	});
}

/** What the trigger found when it began to watch. */
interface Activation {
	past: Past;
	/** What was listed then, could still change, and was not looked at by itself. */
	listed: string[];
}

/** The last emails by the list, and each that is still open by itself. */
function emails(
	context: IPollFunctions,
	name: string,
	read: (mail: IDataObject) => Reading,
): Source<Activation> {
	const days = numberIn(context, 'options.watchForDays', WATCHED_DAYS);

	const snapshotOf: ToSnapshot = async (found, id, isTimeUp, { states: statesOf, cursor }) => {
		const { content: mail, moment } = found;
		const { news, final } = read(mail);
		const previous = new Set(statesOf(id));
		const last = new Map([...previous].map(splitAtType));
		const lastOf = (recipient: string) => last.get(recipient);
		const isUnread = statesOf(id)?.length === 0;
		// What existed before the trigger counts from activation on, what came later from its creation on.
		const past = cursor?.listed.includes(id) ? cursor.past : undefined;
		const isNews = ({ at, isBirth }: News) => !isBirth && !isPast(at, past, moment.now);
		const states: string[] = [];
		const items = new Map<string, INodeExecutionData>();
		for (const each of news) {
			if (!previous.has(each.state) && (!isUnread || isNews(each))) {
				const made = each.toItem(lastOf, isTimeUp).catch(nothingFor(context, `news of ${id}`));
				const item = await made.catch(nothingIfCancelled);
				// What there is no time for, or can't be fetched now, is found again by a later poll.
				if (!item) continue;
				items.set(each.state, item);
			}
			states.push(each.state);
		}
		return {
			id,
			states,
			final: (final || isTooOld(mail, moment)) && states.length === news.length,
			at: textOf(mail.created_at),
			toItem: (state) => items.get(state),
		};
	};

	/** Whether it is not watched any more, wherever LegallyMail's clock is. */
	const isTooOld = ({ created_at }: IDataObject, moment: Moment) =>
		latest(created_at, moment) < moment.now - days * DAY;

	return {
		name,
		atOnce: AT_ONCE,
		perMinute: requestsPerMinute(context),
		async fetchLatest(isTimeUp, known) {
			const { content: rows, moment } = await list(context, '/api/emails', isTimeUp);
			if (known.isExample) {
				return { snapshots: await example(context, rows, snapshotOf, known) };
			}
			const unseen = overrun(rows, known, ({ tracking_id: id }) => textOf(id));
			const snapshots = rows
				.map((row) => ({
					id: textOf(row.tracking_id),
					// Only the email itself shows its recipients.
					states: [],
					final: isOver(row) && known.isFirst,
					toItem: () => undefined,
				}))
				.filter(({ id }) => known.states(id) === undefined);
			const urgent = rows
				.filter((row) => isChanged(row, known))
				.map((row) => textOf(row.tracking_id));
			const { cursor } = known;
			if (cursor) return { snapshots, urgent, unseen, cursor: () => cursor };
			const open = snapshots.filter(({ final }) => !final).map(({ id }) => id);
			const mails = await lookAtFirst(context, open, isTimeUp);
			const activation = {
				past: pastAt(moment, [...rows, ...mails.values()]),
				listed: open.filter((id) => !mails.has(id)),
			};
			return {
				snapshots: snapshots.map((snapshot) => {
					const mail = mails.get(snapshot.id);
					return mail
						? { ...snapshot, states: read(mail).news.map(({ state }) => state) }
						: snapshot;
				}),
				cursor: () => activation,
			};
		},
		async fetchOne(id, isTimeUp, known) {
			const found = await getMail(context, id, isTimeUp);
			return found && (await snapshotOf(found, id, isTimeUp, known));
		},
	};
}

/** How many requests are made at once for one thing each. */
const AT_ONCE = 3;

/**
 * The current statuses of the latest entries that can change, when the trigger begins to watch: they are more reliable
 * than the times of their events. This takes half of the requests of a minute, because other triggers may start too.
 */
async function lookAtFirst(
	context: IPollFunctions,
	ids: string[],
	isTimeUp: IsTimeUp,
): Promise<Map<string, IDataObject>> {
	const wanted = ids.slice(0, Math.max(0, requestsPerMinute(context) / 2));
	const mails = new Map<string, IDataObject>();
	for (let at = 0; at < wanted.length && !isTimeUp(); at += AT_ONCE) {
		const asked = wanted.slice(at, at + AT_ONCE).map(async (id) => {
			// One that can't be fetched now is fetched by a later poll.
			const found = await getMail(context, id, isTimeUp).catch(() => undefined);
			if (found) mails.set(id, found.content);
		});
		await Promise.all(asked);
	}
	return mails;
}

const getMail = async (context: IPollFunctions, id: string, isTimeUp: IsTimeUp) =>
	await getOne(context, `email ${id}`, { url: '/api/email', qs: { tracking_id: id } }, isTimeUp);

type ToSnapshot = (
	mail: Found,
	id: string,
	isTimeUp: IsTimeUp,
	known: Known<Activation>,
) => Promise<Snapshot>;

/** Items are made within the time of a poll. */
function nothingIfCancelled(error: unknown): undefined {
	if (!(error instanceof Cancelled)) throw error;
}

/** A state of an email is a recipient's tracking ID and what came about. */
const splitAtType = (state: string): [string, string] => {
	const at = state.lastIndexOf(':');
	return [state.slice(0, at), state.slice(at + 1)];
};

/** For how many days an email is watched, unless the user wants otherwise: some are read late, and some never. */
export const WATCHED_DAYS = 90;

const DAY = 86_400_000;

/** An email to one recipient, where the list alone shows that nothing more will come. */
const isOver = (row: IDataObject) => !row.is_multi_recipient && mailDelivery(row).final;

/** An email of which the list shows a status that was not seen before: it is fetched first. */
function isChanged(row: IDataObject, known: Known<Activation>): boolean {
	const states = known.states(textOf(row.tracking_id));
	if (states === undefined || row.is_multi_recipient) return false;
	const status = textOf(row.status);
	return !BIRTH.includes(status) && !states.some((state) => state.endsWith(`:${status}`));
}

/** For "Fetch Test Event": the latest email to which something has happened. */
async function example(
	context: IPollFunctions,
	rows: IDataObject[],
	snapshotOf: ToSnapshot,
	known: Known<Activation>,
): Promise<Snapshot[]> {
	const row = rows.find(({ status }) => !BIRTH.includes(textOf(status))) ?? rows[0];
	if (!row) return [];
	const id = textOf(row.tracking_id);
	const isTimeUp = () => false;
	const found = await getMail(context, id, isTimeUp);
	return found ? [await snapshotOf(found, id, isTimeUp, known)] : [];
}

/** The statuses of all signature requests. The list shows them; only what it no longer shows is fetched by itself. */
function signatureStatuses(context: IPollFunctions): Source<Pick<Activation, 'past'>> {
	const snapshotOf = (given: IDataObject, moment: Moment, past?: Past): Snapshot => {
		const signature = withSignatureDelivery(given, moment);
		const { state, final } = signature.delivery as { state: string; final: boolean };
		const status = state === 'expired' ? 'expired' : textOf(signature.status);
		return {
			id: textOf(signature.uuid),
			states: [status],
			final,
			at: textOf(signature.created_at),
			toItem(_status, [previousStatus]) {
				// It had expired before the trigger began, and the list did not say so.
				const isOld = state === 'expired' && isPast(signature.expires_at, past, moment.now);
				return isOld ? undefined : { json: { ...signature, previousStatus } };
			},
		};
	};
	return {
		name: 'legallyMail:signature',
		initialStates: ['pending'],
		atOnce: AT_ONCE,
		perMinute: requestsPerMinute(context),
		async fetchLatest(isTimeUp, known) {
			const { content: rows, moment } = await list(context, '/api/signatures', isTimeUp);
			const unseen = overrun(rows, known, ({ uuid }) => textOf(uuid));
			const isOpen = ({ uuid }: IDataObject) => known.isOpen(textOf(uuid));
			const isEnded = (row: IDataObject) =>
				known.states(textOf(row.uuid)) !== undefined && !isOpen(row);
			// Only the request itself shows when it expires: the list goes on saying pending.
			const isDue = ({ status, created_at }: IDataObject) =>
				status === 'pending' && moment.now - earliest(created_at, moment) > A_WEEK;
			const snapshots = rows
				.filter((row) => !isEnded(row) && !(isDue(row) && isOpen(row)))
				.map((row) => snapshotOf(row, moment));
			const activation = known.cursor ?? { past: pastAt(moment, rows) };
			return { snapshots, unseen, cursor: () => activation };
		},
		async fetchOne(id, isTimeUp, { cursor }) {
			const request = { url: '/api/signature', qs: { uuid: id } };
			const found = await getOne(context, `signature request ${id}`, request, isTimeUp);
			return found && { ...snapshotOf(found.content, found.moment, cursor?.past), id };
		},
	};
}

/** How long a signer has, in the sample of the API page. */
const A_WEEK = 7 * DAY;

/** The statuses of the SMS that the user names: LegallyMail documents no list of SMS. */
function smsStatuses(context: IPollFunctions): Source {
	return {
		name: 'legallyMail:sms',
		initialStates: BIRTH,
		ids: requiredIdsIn(context, 'smsUuids', 'SMS UUIDs'),
		atOnce: AT_ONCE,
		perMinute: requestsPerMinute(context) + 1,
		async fetchOne(id, isTimeUp) {
			const request = { url: '/api/sms', qs: { uuid: id } };
			const found = await getOne(context, `SMS ${id}`, request, isTimeUp);
			if (!found) return undefined;
			const { content: sms } = found;
			const { final } = smsDelivery(sms);
			return {
				id,
				states: [textOf(sms.status)],
				final,
				toItem: (_status, [previousStatus]) => ({
					json: withSmsDelivery({ ...sms, previousStatus }, sms.uuid ?? id),
				}),
			};
		},
	};
}

/** Where the list shows nothing that was seen before, more may have come than it shows. */
function overrun(
	rows: IDataObject[],
	{ isFirst, states, ids }: Pick<Known<unknown>, 'isFirst' | 'states' | 'ids'>,
	idOf: (row: IDataObject) => string,
): Unseen | undefined {
	// A list may have been cut short even if it is shorter than the limit that was asked for.
	const isFull = rows.length >= MOST_LISTED || (rows.length > 0 && ids.length > 0);
	if (isFirst || !isFull || rows.some((row) => states(idOf(row)))) return undefined;
	return {
		what: `All ${rows.length} that LegallyMail lists are new since the last poll, and it lists no more. Some may have been missed`,
		remedy: 'Poll more often.',
	};
}

/** What LegallyMail told, and when it did. */
interface Found<Content = IDataObject> {
	content: Content;
	moment: Moment;
}

async function list(
	context: IPollFunctions,
	url: string,
	isTimeUp: IsTimeUp,
): Promise<Found<IDataObject[]>> {
	const request = { method: 'GET' as const, url, qs: { limit: MOST_LISTED } };
	const { body, headers } = await read(context, {
		policy: reading,
		credential: LEGALLY_MAIL_CREDENTIAL,
		request,
		isCancelled: isTimeUp,
		// What further sends push off the list in between is lost.
		isUrgent: true,
	});
	assertList(context.getNode(), reading.errors.service, listOf(body));
	return { content: entriesOf(body), moment: await momentOf(context, headers) };
}

/** Gets one thing. One that LegallyMail can't show must not keep the trigger from all the others. */
async function getOne(
	context: IPollFunctions,
	label: string,
	request: { url: string; qs: IDataObject },
	isCancelled: () => boolean,
): Promise<Found | undefined> {
	const found = read(context, {
		policy: reading,
		credential: LEGALLY_MAIL_CREDENTIAL,
		request: { method: 'GET', ...request },
		isCancelled,
	});
	return await found
		.then(async ({ body, headers }) => ({
			content: contentOf(body),
			moment: await momentOf(context, headers),
		}))
		.catch(nothingFor(context, label));
}

/**
 * Skips a failure that concerns a single entry, so that it does not block all others, and logs it in n8n's log. The
 * log does not repeat LegallyMail's message, which could contain a token.
 */
const nothingFor = (context: IPollFunctions, label: string) => (error: unknown) => {
	if (!isAboutOne(error)) throw error;
	const { name } = context.getNode();
	context.logger.warn(
		`${name}: no ${label}: LegallyMail answered with HTTP status ${error.status}`,
	);
	return undefined;
};

/** What each event of the trigger watches. */
export const pollSources: Sources = {
	emailStatusChanged: emailStatuses,
	newCertificate: newCertificates,
	signatureStatusChanged: signatureStatuses,
	smsStatusChanged: smsStatuses,
};
