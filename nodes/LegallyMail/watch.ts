import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { ProviderError } from '../shared/response/providerError';
import { Cancelled } from '../shared/rateLimit/retry';
import { textOf } from '../shared/json';
import { idList, type IsTimeUp, type Recall, type Sighting, type Source } from '../shared/polling';
import { read } from '../shared/request';
import { asDocument, certificatesIn, describe } from './certificates';
import { mailDelivery, readAsUtc, smsDelivery, withSignatureDelivery } from './delivery';
import { documentItem, NoDocument, type LinkedDocument } from './documents';
import { LEGALLY_MAIL_CREDENTIAL, reading, REQUESTS_PER_MINUTE } from './policies';
import { contentOf, entriesOf, recipientsOf, withDelivery, type Recipient } from './shapes';

/** The most that a list shows: what came before can only be asked for by its ID. */
const MOST_LISTED = 25;

/** Of the looks that a minute allows, one goes into the list, and one is left for the workflows' own calls. */
const looksPerMinute = (context: IPollFunctions) =>
	Number(context.getNodeParameter('options.maxRequestsPerMinute', REQUESTS_PER_MINUTE)) - 2;

/** What every recipient goes through, in this order, and where the time of it stands. */
const STEPS: Record<string, string> = {
	pending: 'created_at',
	sent: 'sent_at',
	delivered: 'delivered_at',
	read: 'read_at',
};

/** The statuses that a message is born with: they are no news of one that is seen for the first time. */
const BIRTH = ['pending', 'sent'];

/** Something new about an e-mail: what it is, and when it came about in LegallyMail's time. */
interface News {
	mark: string;
	at: unknown;
	isBirth?: boolean;
	toItem: (previous: string[], isTimeUp: () => boolean) => Promise<INodeExecutionData>;
}

/** What a trigger makes of an e-mail that it looked at. */
interface Reading {
	news: News[];
	final: boolean;
}

/** The statuses of all recipients of all e-mails. The status of an e-mail as a whole says too little. */
export function emailStatuses(context: IPollFunctions): Source {
	return emails(context, 'legallyMail:email', (mail) => {
		const recipients = recipientsOf(mail);
		const isFinal = (recipient: Recipient) => mailDelivery(recipient).final;
		return {
			news: recipients.flatMap((recipient) => statusNews(mail, recipient)),
			final: recipients.length > 0 && recipients.every(isFinal),
		};
	});
}

/** The steps that a recipient's copy has gone through, also those between two looks. */
function statusNews(mail: IDataObject, recipient: Recipient): News[] {
	const passed = Object.keys(STEPS).filter(
		(step) => step !== recipient.status && step !== 'pending' && recipient[STEPS[step]],
	);
	return [...passed, recipient.status].filter(Boolean).map((status) => ({
		mark: `${recipient.tracking_id}:${status}`,
		at: recipient[STEPS[status]],
		isBirth: BIRTH.includes(status),
		toItem: async (previous) => {
			const own = previous.filter((mark) => mark.startsWith(`${recipient.tracking_id}:`));
			return {
				json: {
					...withDelivery({ ...recipient, status }),
					subject: mail.subject,
					mail_tracking_id: mail.tracking_id,
					previousStatus: own.at(-1)?.slice(recipient.tracking_id.length + 1) ?? null,
				},
			};
		},
	}));
}

/** The certificates of all recipients of all e-mails, with or without the documents themselves. */
export function newCertificates(context: IPollFunctions): Source {
	const field = context.getNodeParameter('options.binaryPropertyName', 'data') as string;
	const isWanted = context.getNodeParameter('downloadCertificate', false) as boolean;
	const source = emails(context, 'legallyMail:certificate', (mail) => {
		const certificates = certificatesIn(mail);
		const isComplete = ({ status, tracking_id: id, ...recipient }: Recipient) =>
			status === 'failed' ||
			(mailDelivery({ ...recipient, status }).final &&
				certificates.some(
					({ type, recipient: owner }) => owner.tracking_id === id && type === status,
				));
		const recipients = recipientsOf(mail);
		return {
			news: certificates.map((certificate) => ({
				mark: `${certificate.recipient.tracking_id}:${certificate.type}`,
				at: certificate.details.confirmed_at,
				toItem: async (_previous, isCancelled) =>
					isWanted
						? await withFile(context, { ...asDocument(mail, certificate), isCancelled }, field)
						: { json: describe(mail, certificate) },
			})),
			final: recipients.length > 0 && recipients.every(isComplete),
		};
	});
	// A look that finds a certificate is followed by the request for the document.
	return isWanted ? { ...source, perMinute: looksPerMinute(context) / 2 } : source;
}

/** A document that can't be had must not hold up the news that it exists. */
async function withFile(
	context: IPollFunctions,
	document: LinkedDocument,
	field: string,
): Promise<INodeExecutionData> {
	const item = documentItem(context, document, field);
	return await item.catch((error) => {
		if (!(error instanceof NoDocument)) throw error;
		return { json: { ...document.json, verified: null, problem: error.message } };
	});
}

/** The mark of an e-mail that was listed and not looked at yet: the time from which on its news count. */
const SINCE = 'since:';

/** The last e-mails by the list, and each that is still open by a look at it. */
function emails(
	context: IPollFunctions,
	name: string,
	read: (mail: IDataObject) => Reading,
): Source {
	const days = Number(context.getNodeParameter('options.watchForDays', WATCHED_DAYS));
	const oldest = Date.now() - days * 86_400_000;
	let urgent: string[] = [];

	let marksOf: Recall['marks'] = () => undefined;

	const see = async (mail: IDataObject, id: string, isTimeUp: () => boolean): Promise<Sighting> => {
		const { news, final } = read(mail);
		const known = marksOf(id) ?? [];
		const since = known.find((each) => each.startsWith(SINCE))?.slice(SINCE.length);
		const previous = known.filter((each) => !each.startsWith(SINCE));
		const seen: string[] = [];
		const items = new Map<string, INodeExecutionData>();
		for (const each of news) {
			if (!known.includes(each.mark) && (since === undefined || isNews(each, since))) {
				const item = await each.toItem(previous, isTimeUp).catch(nothingIfHalted);
				// What there was no time for is found again by the next look.
				if (!item) continue;
				items.set(each.mark, item);
			}
			seen.push(each.mark);
		}
		return {
			id,
			marks: seen,
			final: (final || readAsUtc(mail.created_at) < oldest) && seen.length === news.length,
			at: textOf(mail.created_at),
			toItem: (mark) => items.get(mark),
		};
	};

	return {
		name,
		atOnce: 3,
		perMinute: looksPerMinute(context),
		async lookAtLatest(isOpen, isTimeUp, recall) {
			const listed = await list(context, '/api/emails', isTimeUp);
			if (context.getMode() === 'manual') return await example(context, listed, see);
			marksOf = recall.marks;
			const known = (id: unknown) => recall.marks(textOf(id));
			warnIfOverrun(context, listed, recall, ({ tracking_id: id }) => textOf(id));
			urgent = listed.filter((row) => isChanged(row, known)).map((row) => textOf(row.tracking_id));
			// From now on for what was there before the trigger, from its birth on for what is new.
			const since = recall.isFirst ? new Date().toISOString() : '';
			return listed
				.filter(({ tracking_id: id }) => known(id) === undefined)
				.map((row) => ({
					id: textOf(row.tracking_id),
					marks: [`${SINCE}${since}`],
					final: isOver(row) && recall.isFirst,
					toItem: () => undefined,
				}))
				.filter(({ id }) => !isOpen(id));
		},
		inOrder: (ids) => [
			...ids.filter((id) => urgent.includes(id)),
			...ids.filter((id) => !urgent.includes(id)),
		],
		async lookAt(id, isTimeUp) {
			const request = { url: '/api/email', qs: { tracking_id: id } };
			const mail = await lookUp(context, `e-mail ${id}`, request, isTimeUp);
			return mail && (await see(mail, id, isTimeUp));
		},
	};
}

/** Items are made within the time of a poll. */
function nothingIfHalted(error: unknown): undefined {
	if (!(error instanceof Cancelled)) throw error;
}

/** For how many days an e-mail is watched, unless the user wants otherwise: some are read late, and some never. */
export const WATCHED_DAYS = 90;

/**
 * Whether something came about after the trigger had begun to watch. LegallyMail does not tell its time
 * zone: read as UTC, nothing new can look old, and at most what is two hours old can look new.
 */
function isNews({ at, isBirth }: News, since: string): boolean {
	if (isBirth) return false;
	const time = readAsUtc(at);
	return since === '' || Number.isNaN(time) || time > Date.parse(since) - CLOCKS_APART;
}

/** How far LegallyMail's clock and this one may be apart, in milliseconds. */
const CLOCKS_APART = 60_000;

/** An e-mail to one recipient, where the list alone tells that nothing more will come. */
const isOver = (row: IDataObject) => !row.is_multi_recipient && mailDelivery(row).final;

/** An e-mail of which the list tells a status that was not seen before: it is looked at first. */
function isChanged(row: IDataObject, known: (id: unknown) => string[] | undefined): boolean {
	const marks = known(row.tracking_id);
	if (marks === undefined || row.is_multi_recipient) return false;
	const status = textOf(row.status);
	return !BIRTH.includes(status) && !marks.some((mark) => mark.endsWith(`:${status}`));
}

/** For "Fetch Test Event": the latest e-mail of which there is something to tell. */
async function example(
	context: IPollFunctions,
	listed: IDataObject[],
	see: (mail: IDataObject, id: string, isTimeUp: () => boolean) => Promise<Sighting>,
): Promise<Sighting[]> {
	const row = listed.find(({ status }) => !BIRTH.includes(textOf(status))) ?? listed[0];
	if (!row) return [];
	const request = { url: '/api/email', qs: { tracking_id: row.tracking_id } };
	const mail = await lookUp(context, 'e-mail', request, () => false);
	return mail ? [await see(mail, textOf(row.tracking_id), () => false)] : [];
}

/** The statuses of all signature requests. The list tells them; only what it no longer shows is looked at. */
export function signatureStatuses(context: IPollFunctions): Source {
	const see = (given: IDataObject): Sighting => {
		const signature = withSignatureDelivery(given);
		const { state, final } = signature.delivery as { state: string; final: boolean };
		const status = state === 'expired' ? 'expired' : textOf(signature.status);
		return {
			id: textOf(signature.uuid),
			marks: [status],
			final,
			at: textOf(signature.created_at),
			toItem: (_status, [previousStatus]) => ({ json: { ...signature, previousStatus } }),
		};
	};
	return {
		name: 'legallyMail:signature',
		initialMarks: ['pending'],
		atOnce: 3,
		perMinute: looksPerMinute(context),
		async lookAtLatest(isOpen, isTimeUp, recall) {
			const listed = await list(context, '/api/signatures', isTimeUp);
			warnIfOverrun(context, listed, recall, ({ uuid }) => textOf(uuid));
			const isEnded = ({ uuid }: IDataObject) =>
				recall.marks(textOf(uuid)) !== undefined && !isOpen(textOf(uuid));
			// Only a look tells when the time of a request is over: then the list still says pending.
			const isDue = ({ status, created_at }: IDataObject) =>
				status === 'pending' && Date.now() - readAsUtc(created_at) > A_WEEK;
			return listed
				.filter((row) => !isEnded(row) && !(isDue(row) && isOpen(textOf(row.uuid))))
				.map((row) => {
					const sighting = see(row);
					const isOld = recall.isFirst && isDue(row);
					return isOld ? { ...sighting, marks: ['pending', 'expired'] } : sighting;
				});
		},
		async lookAt(id, isTimeUp) {
			const request = { url: '/api/signature', qs: { uuid: id } };
			const signature = await lookUp(context, `signature request ${id}`, request, isTimeUp);
			return signature && { ...see(signature), id };
		},
	};
}

/** How long a signer has, in the sample of the API page. */
const A_WEEK = 7 * 86_400_000;

/** The statuses of the SMS that the user names: LegallyMail has no list of SMS. */
export function smsStatuses(context: IPollFunctions): Source {
	return {
		name: 'legallyMail:sms',
		initialMarks: BIRTH,
		ids: idList(context, context.getNodeParameter('smsUuids', ''), 'SMS UUIDs'),
		atOnce: 3,
		perMinute: looksPerMinute(context) + 1,
		async lookAt(id, isTimeUp) {
			const request = { url: '/api/sms', qs: { uuid: id } };
			const sms = await lookUp(context, `SMS ${id}`, request, isTimeUp);
			if (!sms) return undefined;
			const delivery = smsDelivery(sms);
			return {
				id,
				marks: [textOf(sms.status)],
				final: delivery.final,
				toItem: (_status, [previousStatus]) => ({ json: { ...sms, previousStatus, delivery } }),
			};
		},
	};
}

/** Where the list shows nothing that was seen before, more may have come than it shows. */
function warnIfOverrun(
	context: IPollFunctions,
	listed: IDataObject[],
	{ isFirst, marks }: Pick<Recall, 'isFirst' | 'marks'>,
	idOf: (row: IDataObject) => string,
): void {
	if (isFirst || listed.length < MOST_LISTED || listed.some((row) => marks(idOf(row)))) return;
	context.logger.warn(
		`${context.getNode().name}: all ${MOST_LISTED} that LegallyMail lists are new since the last poll, and it lists no more. Some may have been missed: poll more often.`,
	);
}

async function list(
	context: IPollFunctions,
	url: string,
	isTimeUp: IsTimeUp,
): Promise<IDataObject[]> {
	const request = { method: 'GET' as const, url, qs: { limit: MOST_LISTED } };
	const { body } = await read(context, {
		policy: reading,
		credential: LEGALLY_MAIL_CREDENTIAL,
		request,
		isCancelled: isTimeUp,
		// What sends in between push off the list is lost.
		isUrgent: true,
	});
	return entriesOf(body);
}

/** What concerns the account or the address, and not the one thing that was asked for. */
const CONCERNS_ALL = [401, 403, 429];

/** Looks at one thing. One that LegallyMail can't show must not keep the trigger from all the others. */
async function lookUp(
	context: IPollFunctions,
	label: string,
	request: { url: string; qs: IDataObject },
	isCancelled: () => boolean,
): Promise<IDataObject | undefined> {
	const found = read(context, {
		policy: reading,
		credential: LEGALLY_MAIL_CREDENTIAL,
		request: { method: 'GET', ...request },
		isCancelled,
	});
	return await found
		.then(({ body }) => contentOf(body))
		.catch(async (error) => {
			const isOnlyThis = error instanceof ProviderError && !CONCERNS_ALL.includes(error.status);
			if (!isOnlyThis) throw error;
			context.logger.warn(`${context.getNode().name}: no ${label}: ${error.message}`);
			return undefined;
		});
}
