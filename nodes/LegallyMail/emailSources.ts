import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { textOf } from '../shared/json';
import { Cancelled } from '../shared/outcome/cancelled';
import { booleanIn, fieldNameIn, numberIn } from '../shared/parameters/parameter';
import type { IsTimeUp, Known, Snapshot, Source } from '../shared/polling';
import { ProviderError } from '../shared/response/providerError';
import { isPast, pastAt, type Past } from './activation';
import { asDocument, certificatesIn, describe } from './certificates';
import { hasMailFailed, mailDelivery } from './delivery';
import { documentItem, NoDocument, type LinkedDocument } from './documents';
import { copyOf, recipientsOf, type Recipient } from './mail';
import {
	AT_ONCE,
	getOne,
	INITIAL_STATUSES,
	list,
	missedEntries,
	nothingFor,
	requestsPerMinute,
	type Found,
} from './polledEntries';
import { readingEmail } from './policies';
import { latest, type Moment } from './zone';

/** What the trigger found when it was activated. */
interface Activation {
	past: Past;
	/** The emails that were listed then, could still change, and were not fetched individually. */
	listed: string[];
}

const DAY = 86_400_000;

/** The statuses of each recipient in order, with the field that has the time of each. */
const STEPS: Record<string, string> = {
	pending: 'created_at',
	sent: 'sent_at',
	delivered: 'delivered_at',
	read: 'read_at',
};

/** A change of an email, with its time by LegallyMail's clock. */
interface EmailChange {
	state: string;
	at: unknown;
	isInitial?: boolean;
	toItem: (lastOf: LastOf, isTimeUp: IsTimeUp) => Promise<INodeExecutionData>;
}

/** The state of a recipient when the email was last fetched, by the recipient's tracking ID. */
type LastOf = (recipient: string) => string | undefined;

/** The changes of an email, and whether more can follow. */
interface EmailChanges {
	changes: EmailChange[];
	final: boolean;
}

/** The statuses of all recipients of all emails. The status of an email as a whole says too little. */
export function emailStatuses(context: IPollFunctions): Source<Activation> {
	return emails(context, 'legallyMail:email', (mail) => {
		const recipients = recipientsOf(mail);
		const isFinal = (recipient: Recipient) => mailDelivery(recipient).final;
		return {
			changes: recipients.flatMap((recipient) => statusChanges(mail, recipient)),
			final: recipients.length > 0 && recipients.every(isFinal),
		};
	});
}

/** The statuses that a recipient's copy has reached, including those between two polls. */
function statusChanges(mail: IDataObject, recipient: Recipient): EmailChange[] {
	const passed = Object.keys(STEPS).filter(
		(step) => step !== recipient.status && step !== 'pending' && recipient[STEPS[step]],
	);
	return [...passed, recipient.status].filter(Boolean).map((status) => ({
		state: `${recipient.tracking_id}:${status}`,
		at: recipient[STEPS[status]],
		isInitial: INITIAL_STATUSES.includes(status),
		toItem: async (lastOf) => ({
			json: {
				...copyOf(mail, { ...recipient, status }),
				previousStatus: lastOf(recipient.tracking_id) ?? null,
			},
		}),
	}));
}

/** The certificates of all recipients of all emails, with or without the documents themselves. */
export function newCertificates(context: IPollFunctions): Source<Activation> {
	const field = fieldNameIn(context, 'options.binaryPropertyName');
	const isWanted = booleanIn(context, 'downloadCertificate');
	const source = emails(context, 'legallyMail:certificate', (mail) => {
		const certificates = certificatesIn(mail);
		const nameOf = (id: string, type: string) => `${id}:${type}`;
		const there = new Set(
			certificates.map(({ type, recipient: owner }) => nameOf(owner.tracking_id, type)),
		);
		const isComplete = (recipient: Recipient) =>
			hasMailFailed(recipient) ||
			(mailDelivery(recipient).final && there.has(nameOf(recipient.tracking_id, recipient.status)));
		const recipients = recipientsOf(mail);
		return {
			changes: certificates.map((certificate) => ({
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

/** The statuses of links behind which there is no document and will be none. */
const GONE = [404, 410];

/** A document that can't be downloaded must not prevent the event from being emitted. */
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

/** The latest emails from the list, and each that is still open, fetched individually. */
function emails(
	context: IPollFunctions,
	name: string,
	read: (mail: IDataObject) => EmailChanges,
): Source<Activation> {
	const days = numberIn(context, 'options.watchForDays', WATCHED_DAYS);

	const snapshotOf: ToSnapshot = async (found, id, isTimeUp, { states: statesOf, cursor }) => {
		const { content: mail, moment } = found;
		const { changes, final } = read(mail);
		const previous = new Set(statesOf(id));
		const last = new Map([...previous].map(splitAtType));
		const lastOf = (recipient: string) => last.get(recipient);
		const isUnread = statesOf(id)?.length === 0;
		// What existed before the trigger counts from activation on, what came later from its creation on.
		const past = cursor?.listed.includes(id) ? cursor.past : undefined;
		const isNews = ({ at, isInitial }: EmailChange) => !isInitial && !isPast(at, past, moment.now);
		const states: string[] = [];
		const items = new Map<string, INodeExecutionData>();
		for (const each of changes) {
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
			final: (final || isTooOld(mail, moment)) && states.length === changes.length,
			at: textOf(mail.created_at),
			toItem: (state) => items.get(state),
		};
	};

	/** Whether it is no longer watched, in whichever time zone LegallyMail's clock is. */
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
			const unseen = missedEntries(rows, known, ({ tracking_id: id }) => textOf(id));
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
			const mails = await fetchInitialStates(context, open, isTimeUp);
			const activation = {
				past: pastAt(moment, [...rows, ...mails.values()]),
				listed: open.filter((id) => !mails.has(id)),
			};
			return {
				snapshots: snapshots.map((snapshot) => {
					const mail = mails.get(snapshot.id);
					return mail
						? { ...snapshot, states: read(mail).changes.map(({ state }) => state) }
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

/**
 * The current statuses of the latest entries that can change, when the trigger is activated: they are more reliable
 * than the times of their events. It uses half of a minute's requests, because other triggers may start too.
 */
async function fetchInitialStates(
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
	await getOne(
		context,
		readingEmail,
		`email ${id}`,
		{ url: '/api/email', qs: { tracking_id: id } },
		isTimeUp,
	);

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

/** A state of an email consists of a recipient's tracking ID and what happened. */
const splitAtType = (state: string): [string, string] => {
	const at = state.lastIndexOf(':');
	return [state.slice(0, at), state.slice(at + 1)];
};

/** The default number of days for which an email is watched: some are read late, and some never. */
export const WATCHED_DAYS = 90;

/** Whether the list alone shows that an email, to one recipient, will not change any more. */
const isOver = (row: IDataObject) => !row.is_multi_recipient && mailDelivery(row).final;

/** Whether the list shows a status of an email that was not seen before: such an email is fetched first. */
function isChanged(row: IDataObject, known: Known<Activation>): boolean {
	const states = known.states(textOf(row.tracking_id));
	if (states === undefined || row.is_multi_recipient) return false;
	const status = textOf(row.status);
	return (
		!INITIAL_STATUSES.includes(status) && !states.some((state) => state.endsWith(`:${status}`))
	);
}

/** The output of "Fetch Test Event": the latest email to which something has happened. */
async function example(
	context: IPollFunctions,
	rows: IDataObject[],
	snapshotOf: ToSnapshot,
	known: Known<Activation>,
): Promise<Snapshot[]> {
	const row = rows.find(({ status }) => !INITIAL_STATUSES.includes(textOf(status))) ?? rows[0];
	if (!row) return [];
	const id = textOf(row.tracking_id);
	const isTimeUp = () => false;
	const found = await getMail(context, id, isTimeUp);
	return found ? [await snapshotOf(found, id, isTimeUp, known)] : [];
}
