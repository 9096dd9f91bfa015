import type { IDataObject } from 'n8n-workflow';
import { hostOf } from '../../../nodes/LegallyMail/api';
import { isObject, textOf } from '../../../nodes/shared/json';
import {
	isPdf,
	isRedirect,
	isSuccess,
	jsonOf,
	partOf,
	rowsIn,
	type Exchange,
	type Seen,
} from '../../check/seen';
import {
	all,
	byRead,
	bySend,
	foundByRead,
	foundBySend,
	has,
	notLookedFor,
	type ProviderCheck,
} from '../check';
import { smallPdf } from './caller';
import { byId } from './node';

const STATUSES = ['pending', 'sent', 'delivered', 'read', 'failed'];

const MAX_LISTED = 25;

const DAY = 24 * 60 * 60_000;

/** A quarter of an hour, the smallest difference between time zones, in minutes. */
const ZONE_STEP = 15;

const SMS_SEND = /\/api\/sms\/send$/;
const SIGNATURE_SEND = /\/api\/signature\/send$/;

const emails = (seen: Seen) => rowsIn(seen.object('emails'), 'emails');

const isSingle = ({ is_multi_recipient: isMulti }: IDataObject) => isMulti === false;

/** The most informative email: a delivered one to a single recipient. */
const tellingMail = (seen: Seen): string => {
	const rows = emails(seen);
	const best = ['delivered', 'sent', 'read'].map((status) =>
		rows.find((row) => isSingle(row) && row.status === status),
	);
	return textOf([...best, rows[0]].find(Boolean)?.tracking_id);
};

const mail = (seen: Seen) => partOf(seen.object('mail', /\/api\/email$/), 'email');
const recipients = (seen: Seen) => rowsIn(mail(seen), 'recipients');

/** The link to a certificate, if the email has one. */
const certificateLink = (seen: Seen): string => {
	const ofAll = [mail(seen), ...recipients(seen)].flatMap((each) => rowsIn(each, 'certificates'));
	return textOf(ofAll.map(({ pdf_download_url: link }) => link).find(Boolean));
};

const signatures = (seen: Seen) => rowsIn(seen.object('signatures'), 'data');

/** The most informative signature request: one that is over and was not signed. */
const tellingSignature = (seen: Seen): string => {
	const rows = signatures(seen);
	const open = rows.filter(({ status }) => status !== 'signed');
	return textOf((rows.find(({ status }) => status === 'expired') ?? open.at(-1) ?? rows[0])?.uuid);
};

const signature = (seen: Seen) => partOf(seen.object('signature'), 'data');

/** Parses LegallyMail's times as if they were in UTC; NaN if invalid. */
const timeOf = (time: unknown) => Date.parse(`${textOf(time).replace(' ', 'T')}Z`);

const dateOf = ({ headers }: Exchange) => Date.parse(headers.date ?? '');

function errorShape(seen: Seen): string | undefined {
	const answer = seen.answer('stranger');
	if (!answer || answer.status < 400) return undefined;
	const body = jsonOf(answer);
	if (has(body, 'error', 'message')) return 'message';
	if (has(body, 'error')) return 'error';
	if (answer.body.length === 0) return 'empty';
	return /^\s*</.test(answer.body.toString()) ? 'page' : undefined;
}

function mailShowsDelivered(seen: Seen): boolean | undefined {
	if (emails(seen).some((row) => isSingle(row) && row.status === 'delivered')) return true;
	const { status } = mail(seen);
	const [only, ...others] = recipients(seen);
	const isCopyDelivered = others.length === 0 && only?.status === 'delivered';
	return isCopyDelivered && status === 'sent' ? false : undefined;
}

function recipientTrackingIds(seen: Seen): boolean | undefined {
	const answer = seen.answer('byRecipient');
	if (!answer) return undefined;
	if (isSuccess(answer)) return isObject(seen.object('byRecipient').email) ? true : undefined;
	return answer.status === 404 ? false : undefined;
}

function invalidLimit(seen: Seen): string | undefined {
	const answer = seen.answer('tooMany');
	if (answer && [400, 422].includes(answer.status)) return 'refuse';
	return has(seen.json('tooMany'), 'emails') ? 'clamp' : undefined;
}

function defaultLimit(seen: Seen): number | undefined {
	const usual = seen.json('signaturesByDefault');
	if (!has(usual, 'data')) return undefined;
	const count = rowsIn(usual, 'data').length;
	return count === MAX_LISTED || count < signatures(seen).length ? count : undefined;
}

/** What a link returns: the document, a redirect, or a page. */
function handedOut(answer?: Exchange): 'pdf' | 'redirect' | 'page' | undefined {
	if (!answer) return undefined;
	if (isPdf(answer)) return 'pdf';
	if (isRedirect(answer)) return 'redirect';
	return isSuccess(answer) && /^\s*</.test(answer.body.toString()) ? 'page' : undefined;
}

/** The results of a certificate link, with and without the token. */
function certificate(seen: Seen) {
	const withToken = seen.answers('certificate', /download|files|login/);
	const withoutToken = seen.answer('certificateAlone');
	const location = textOf(withoutToken?.headers.location);
	const mayLogIn = /login|signin|auth/i.test(location);
	return {
		first: handedOut(withToken[0]),
		isGiven: withToken.some(isPdf),
		isAsked: withToken.length > 0,
		alone: handedOut(withoutToken),
		/** Without a token, a redirect that is not to a login counts as leading to the document. */
		isAloneGiven: handedOut(withoutToken) === 'pdf' || (location !== '' && !mayLogIn),
	};
}

function downloads(seen: Seen): string | undefined {
	const { isGiven, isAsked, alone, isAloneGiven } = certificate(seen);
	if (!isAsked || alone === undefined) return undefined;
	if (isAloneGiven) return isGiven ? 'public' : undefined;
	return isGiven ? 'token' : 'session';
}

function downloadsFrom(seen: Seen): string | undefined {
	const { first, isGiven } = certificate(seen);
	if (!isGiven) return undefined;
	return first === 'redirect' ? 'redirect' : 'link';
}

function login(seen: Seen): string | undefined {
	const { alone, isAloneGiven } = certificate(seen);
	return isAloneGiven || alone === 'pdf' ? undefined : alone;
}

function signatureDays(seen: Seen): number | undefined {
	const { created_at: from, expires_at: to } = signature(seen);
	const days = (timeOf(to) - timeOf(from)) / DAY;
	return days > 0 ? Number(days.toFixed(2)) : undefined;
}

function expiredStatus(seen: Seen): string | undefined {
	const answer = seen.answer('signature');
	const { status, expires_at: end } = signature(seen);
	if (!answer || !['expired', 'pending'].includes(textOf(status))) return undefined;
	// It must be over in every time zone.
	return timeOf(end) + DAY < dateOf(answer) ? textOf(status) : undefined;
}

const sent = (seen: Seen) => partOf(seen.object('send', /\/api\/send$/), 'data');

function zoneMinutes(seen: Seen): number | undefined {
	const answer = seen.answer('send', /\/api\/send$/);
	const ahead = answer ? (timeOf(sent(seen).sent_at) - dateOf(answer)) / 60_000 : NaN;
	const zone = Math.round(ahead / ZONE_STEP) * ZONE_STEP;
	// An offset that is not close to a quarter of an hour is a wrong clock, not a time zone.
	return Math.abs(ahead - zone) < 5 ? zone + 0 : undefined;
}

function singleRecipientShape(seen: Seen): string | undefined {
	if (has(sent(seen), 'recipients')) return 'recipients';
	return has(sent(seen), 'recipient') ? 'flat' : undefined;
}

/** 0 if the sent email was in the list immediately; undefined otherwise. */
function listDelay(seen: Seen): number | undefined {
	const id = textOf(sent(seen).tracking_id);
	const [first] = seen.afterSend().answers('emails');
	const isThere = first && rowsIn(jsonOf(first), 'emails').some((row) => row.tracking_id === id);
	return id !== '' && isThere ? 0 : undefined;
}

export const legallyMailCheck: ProviderCheck = {
	hostOf,
	stranger: { token: 'a-token-that-nobody-gave-out' },
	inputs: { sms: 'UUID of a certified SMS that was sent before' },
	pace: { requests: 10, milliseconds: 60_000 },
	steps: [
		{ name: 'info', says: 'The account', ask: () => ({ operation: ['account', 'getInfo'] }) },
		{
			name: 'emails',
			says: 'The latest emails',
			ask: () => ({ operation: ['email', 'getMany'], parameters: { limit: MAX_LISTED } }),
		},
		{
			name: 'mail',
			says: 'One of them',
			ask(seen) {
				const id = tellingMail(seen);
				return id === ''
					? undefined
					: { operation: ['email', 'get'], parameters: { trackingId: byId(id) } };
			},
		},
		{
			name: 'byRecipient',
			says: 'The same by the tracking ID of a recipient',
			ask(seen) {
				const id = textOf(recipients(seen)[0]?.tracking_id);
				const isOther = id !== '' && id !== mail(seen).tracking_id;
				return isOther ? { path: '/api/email', query: { tracking_id: id } } : undefined;
			},
		},
		{
			name: 'certificate',
			says: 'Its certificates',
			ask(seen) {
				const id = tellingMail(seen);
				if (certificateLink(seen) === '') return undefined;
				return { operation: ['email', 'getCertificate'], parameters: { trackingId: byId(id) } };
			},
		},
		{
			name: 'certificateAlone',
			says: 'The link of a certificate, without the token',
			ask(seen) {
				const link = certificateLink(seen);
				return link === '' ? undefined : { path: link, caller: 'nobody' };
			},
		},
		{
			name: 'tooMany',
			says: 'More emails than a list can have',
			ask: () => ({ path: '/api/emails', query: { limit: MAX_LISTED + 1 } }),
		},
		{
			name: 'signatures',
			says: 'The latest signature requests',
			ask: () => ({ operation: ['signature', 'getMany'], parameters: { limit: MAX_LISTED } }),
		},
		{
			name: 'signaturesByDefault',
			says: 'The same without a limit',
			ask: () => ({ path: '/api/signatures' }),
		},
		{
			name: 'signature',
			says: 'One of them',
			ask(seen, given) {
				const id = given.signature ?? tellingSignature(seen);
				return id === ''
					? undefined
					: { operation: ['signature', 'get'], parameters: { uuid: byId(id) } };
			},
		},
		{
			name: 'sms',
			says: 'A certified SMS that was sent',
			ask: (_seen, { sms }) =>
				sms ? { operation: ['sms', 'get'], parameters: { smsUuid: sms } } : undefined,
		},
		{
			name: 'unknownMail',
			says: 'An email that does not exist',
			ask: () => ({ path: '/api/email', query: { tracking_id: 'cm_0000000000000000' } }),
		},
		{
			name: 'stranger',
			says: 'The account, with a token that nobody gave out',
			ask: () => ({ path: '/api/info', caller: 'stranger' }),
		},
	],
	isRecognised: (seen) =>
		has(seen.object('info').user, 'plan') && seen.answer('stranger')?.status === 401,
	facts: {
		unauthorized: byRead((seen) => {
			const answer = seen.answer('stranger');
			return answer && answer.status === 401;
		}),
		infoFields: byRead((seen) => {
			const info = seen.json('info');
			const { user } = seen.object('info');
			if (info === undefined) return undefined;
			return has(user, 'email', 'plan', 'plan_limit', 'extra_emails', 'remaining_emails');
		}),
		listFields: byRead((seen) => {
			const list = seen.object('emails');
			if (seen.json('emails') === undefined) return undefined;
			return (
				has(list, 'count', 'limit', 'emails') &&
				list.max_limit === MAX_LISTED &&
				emails(seen).every((each) => has(each, 'tracking_id', 'status', 'sent_at'))
			);
		}),
		mailStatuses: byRead((seen) =>
			all([...emails(seen), ...recipients(seen)], ({ status }) =>
				STATUSES.includes(textOf(status)),
			),
		),
		mailFields: byRead((seen) => {
			if (seen.json('mail') === undefined) return undefined;
			return (
				has(mail(seen), 'certificates', 'recipients') &&
				recipients(seen).every((each) => has(each, 'email', 'status', 'tracking_id'))
			);
		}),
		unknownMail: byRead((seen) => {
			const answer = seen.answer('unknownMail');
			return answer && answer.status === 404;
		}),
		signatureFields: byRead((seen) =>
			seen.json('signature') === undefined
				? undefined
				: has(signature(seen), 'uuid', 'status', 'created_at', 'expires_at', 'signers'),
		),
		sendAnswer: bySend((seen) => {
			const answer = seen.answer('send', /\/api\/send$/);
			if (!answer) return undefined;
			return has(jsonOf(answer), 'success', 'data') && has(sent(seen), 'tracking_id', 'sent_at');
		}),
		smsAnswer: bySend((seen) => {
			const answer = seen.answer('send', SMS_SEND);
			return answer && has(jsonOf(answer), 'success', 'uuid', 'status', 'credits_deducted');
		}),
		smsFields: byRead((seen) => {
			const { data } = seen.object('sms');
			if (seen.json('sms') === undefined) return undefined;
			return has(
				data,
				...['uuid', 'recipient', 'status', 'credits', 'sent_at', 'delivered_at', 'failed_at'],
			);
		}),
		signatureAnswer: bySend((seen) => {
			const answer = seen.answer('send', SIGNATURE_SEND);
			if (!answer) return undefined;
			return has(partOf({ body: jsonOf(answer) }, 'body').data, 'uuid', 'status', 'created_at');
		}),
		rate: notLookedFor('more requests than are allowed would have to be made'),
		recipients: notLookedFor('eleven people would have to be written to'),
	},
	switches: {
		errorShape: foundByRead(errorShape),
		mailShowsDelivered: foundByRead(mailShowsDelivered),
		recipientTrackingIds: foundByRead(recipientTrackingIds),
		invalidLimit: foundByRead(invalidLimit),
		defaultLimit: foundByRead(defaultLimit),
		downloads: foundByRead(downloads),
		downloadsFrom: foundByRead(downloadsFrom),
		login: foundByRead(login),
		signatureDays: foundByRead(signatureDays),
		expiredStatus: foundByRead(expiredStatus),
		createdStatus: foundBySend((seen) => seen.answer('send', /\/send$/)?.status),
		singleRecipientShape: foundBySend(singleRecipientShape),
		zoneMinutes: foundBySend(zoneMinutes),
		listDelay: foundBySend(listDelay),
		zoneChange: notLookedFor('it comes twice a year'),
		largestPage: notLookedFor('a short list may be all that there is'),
		rateLimit: notLookedFor('more requests than are allowed would have to be made'),
		mostRecipients: notLookedFor('eleven people would have to be written to'),
		quotaCounts: notLookedFor('several people would have to be written to'),
		longSms: notLookedFor('it would cost an SMS of more than 300 characters'),
		documentCounted: notLookedFor('it would take a document of 10 MB'),
	},
	sends: {
		email: {
			what: 'one certified email',
			costs: 'It costs one email of your quota.',
			to: 'Email address of yours, to which it goes',
			ask: (to, marker) => ({
				operation: ['email', 'send'],
				parameters: {
					recipient: to,
					subject: `Contract check ${marker}`,
					body: 'Contract check of the n8n nodes for certified mail.',
				},
			}),
			found(seen): Record<string, string> {
				const trackingId = textOf(sent(seen).tracking_id);
				return trackingId === '' ? {} : { trackingId };
			},
		},
		sms: {
			what: 'one certified SMS',
			costs: 'It costs one SMS credit.',
			to: 'Phone number of yours with its country code, such as +34600000000',
			ask: (to) => ({
				operation: ['sms', 'send'],
				parameters: { phone: to, smsBody: 'Contract check of the n8n nodes for certified mail.' },
			}),
			found(seen): Record<string, string> {
				const sms = textOf(seen.object('send', SMS_SEND).uuid);
				return sms === '' ? {} : { sms };
			},
		},
		signature: {
			what: 'one request to sign a document of one page',
			costs: 'It costs what your plan says of a signature. The signer gets an email.',
			to: 'Email address of yours, which is asked to sign',
			ask: (to, marker) => ({
				operation: ['signature', 'request'],
				parameters: {
					specifySigners: 'json',
					signersJson: JSON.stringify([{ name: 'Contract Check', email: to }]),
					document: 'data',
					documentName: `${marker}.pdf`,
				},
				file: { fileName: `${marker}.pdf`, mimeType: 'application/pdf', content: smallPdf },
			}),
			found(seen): Record<string, string> {
				const signature = textOf(partOf(seen.object('send', SIGNATURE_SEND), 'data').uuid);
				return signature === '' ? {} : { signature };
			},
		},
	},
	kept: {
		paths: [
			...['/api/info', '/api/emails', '/api/email', '/api/signatures', '/api/signature'],
			...['/api/send', '/api/sms', '/api/sms/send', '/api/signature/send'],
			'/emails/download-certificate',
		],
		words: ['status', 'certificate_type', 'error', 'plan'],
		vocabulary: [...STATUSES, 'signed', 'expired', 'declined', 'rejected', 'Multiple Recipients'],
		numbers: [
			...['count', 'limit', 'max_limit', 'recipient_count', 'success_count', 'fail_count'],
			...['credits', 'credits_deducted'],
		],
		times: [
			...['sent_at', 'read_at', 'created_at', 'delivered_at', 'confirmed_at'],
			...['signed_at', 'expires_at', 'failed_at', 'ts_confirmed_at'],
		],
		names: [
			...['success', 'message', 'data', 'emails', 'email', 'user', 'name', 'version', 'plan_name'],
			...['plan_limit', 'extra_emails', 'remaining_emails', 'id', 'tracking_id', 'recipient'],
			...['recipients', 'subject', 'mailsender_id', 'is_multi_recipient', 'error_status'],
			...['error_details', 'certificates', 'file_hash', 'has_tsr', 'has_tsq', 'pdf_download_url'],
			...['uuid', 'signer_name', 'signer_email', 'signer_phone', 'document_name', 'signers'],
			...['document_hash', 'signed_document_hash', 'download_original_url', 'download_acta_url'],
			'download_certificate_url',
		],
		prefixes: ['cm_', 'mail_'],
	},
};
