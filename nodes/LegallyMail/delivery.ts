import type { IDataObject } from 'n8n-workflow';

import {
	deliveryOf,
	messageDelivery,
	type Delivery,
	type DeliveryState,
	type DeliveryTable,
} from '../shared/delivery';
import { textOf } from '../shared/json';
import { latest, localTime, type Moment } from './zone';

/** Words for a failure that are guesses. */
const failure = { state: 'failed', final: true, event: 'RelayToNonERDSFailure' } as const;

/**
 * Emails and their recipients (API page: sent, read, failed in the text; pending, delivered in samples). An ordinary
 * mailbox, or a phone, belongs to no registered delivery service: `delivered` means that it was handed over to it.
 */
const mailStatuses: DeliveryTable = {
	pending: { state: 'queued', final: false, event: null },
	sent: { state: 'sent', final: false, event: 'SubmissionAcceptance' },
	delivered: { state: 'delivered', final: false, event: 'RelayToNonERDS' },
	read: { state: 'opened', final: true, event: 'ContentAccessTracking' },
	failed: failure,
	...{ rejected: failure, bounced: failure, error: failure },
};

/** Signature requests: pending and signed are documented, the words for the other final statuses are guesses. */
const signatureStatuses: DeliveryTable = {
	pending: { state: 'sent', final: false, event: null },
	signed: { state: 'accepted', final: true, event: null },
	declined: { state: 'refused', final: true, event: null },
	rejected: { state: 'refused', final: true, event: null },
	expired: { state: 'expired', final: true, event: null },
};

/** SMS: sent and delivered are documented, the words for the failure are not. */
const smsStatuses: DeliveryTable = {
	pending: { state: 'queued', final: false, event: null },
	sent: { state: 'sent', final: false, event: 'SubmissionAcceptance' },
	delivered: { state: 'delivered', final: true, event: 'RelayToNonERDS' },
	...{ failed: failure, rejected: failure, error: failure },
};

/** The field in which LegallyMail reports the time of a status. */
const timeFields: Record<string, string> = {
	pending: 'created_at',
	sent: 'sent_at',
	delivered: 'delivered_at',
	read: 'read_at',
	failed: 'failed_at',
	signed: 'signed_at',
};

const deliveryBy =
	(table: DeliveryTable) =>
	(thing: IDataObject, status: unknown = thing.status): Delivery & IDataObject => {
		const word = textOf(status).toLowerCase();
		return { ...deliveryOf(table, word), at: localTime(thing[timeFields[word]]) };
	};

/** The delivery of an email, or of one recipient's copy, at its own status or a given one. */
export const mailDelivery = deliveryBy(mailStatuses);
export const signatureDelivery = deliveryBy(signatureStatuses);
export const smsDelivery = deliveryBy(smsStatuses);

/** Whether a recipient, or an email to one, failed. */
export const hasMailFailed = (recipient: IDataObject) => mailDelivery(recipient).state === 'failed';

/** Whether an SMS failed. */
export const hasSmsFailed = (sms: IDataObject) => smsDelivery(sms).state === 'failed';

/** An SMS with its delivery. */
export const withSmsDelivery = (sms: IDataObject, uuid: unknown = sms.uuid): IDataObject => ({
	...sms,
	delivery: messageDelivery(uuid, smsDelivery(sms)),
});

/** The states of recipients, in the order in which they determine the state of the email. */
const BY_PRECEDENCE: DeliveryState[] = [
	'queued',
	'sent',
	'delivered',
	'unknown',
	'failed',
	'opened',
];

/**
 * The delivery of an email, derived from those of its recipients: while some of them can change, that of the least
 * advanced of these; after that it is final, and failed if it failed for any. If several are equally advanced, the
 * latest time counts.
 * @param all at least one
 */
export function deliveryOfAll(all: Array<Delivery & IDataObject>): Delivery & IDataObject {
	const open = all.filter(({ final }) => !final);
	const [speaker] = (open.length > 0 ? open : all).sort(
		(a, b) =>
			BY_PRECEDENCE.indexOf(a.state) - BY_PRECEDENCE.indexOf(b.state) ||
			textOf(b.at).localeCompare(textOf(a.at)),
	);
	return speaker;
}

/**
 * Whether a signature request is still pending although it has expired, in whichever time zone LegallyMail's clock
 * is.
 */
const isOverdue = ({ status, expires_at }: IDataObject, moment: Moment) =>
	status === 'pending' && latest(expires_at, moment) < moment.now;

/**
 * A signature request with its delivery. One past its expiry time counts as expired, whatever its status. That can't
 * be taken back, so the time must have passed in every zone that LegallyMail may be in.
 */
export function withSignatureDelivery(signature: IDataObject, moment: Moment): IDataObject {
	const status = isOverdue(signature, moment) ? 'expired' : signature.status;
	const delivery = messageDelivery(signature.uuid, signatureDelivery(signature, status));
	return { ...signature, delivery };
}
