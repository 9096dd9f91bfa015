import type { IDataObject } from 'n8n-workflow';

import { messageDelivery } from '../shared/delivery';
import { idOf, objectsIn, textOf } from '../shared/json';
import { sameAddress } from '../shared/parameters/email';
import { deliveryOfAll, mailDelivery } from './delivery';

/** One recipient's copy of an email. */
export interface Recipient extends IDataObject {
	email: string;
	/** sent, delivered, read, failed, or one that is not documented yet. */
	status: string;
	/** The recipient's own, to which certificates belong. */
	tracking_id: string;
}

/**
 * The recipients of an email. They are not documented for an email to one recipient: if the list is missing, the
 * fields of the email itself describe the recipient.
 */
export function recipientsOf(mail: IDataObject): Recipient[] {
	const listed = objectsIn(mail.recipients);
	const recipients = listed.length > 0 ? listed : singleRecipient(mail);
	// The certificates of an email to one recipient may belong to the email itself.
	const own = recipients.length === 1 ? objectsIn(mail.certificates) : [];
	return recipients.map((recipient) => {
		const certificates = objectsIn(recipient.certificates);
		return {
			...recipient,
			email: textOf(recipient.email ?? recipient.recipient),
			status: textOf(recipient.status ?? (recipients.length === 1 ? mail.status : '')),
			tracking_id: idOf(recipient.tracking_id),
			...('certificates' in mail && {
				certificates: certificates.length > 0 ? certificates : own,
			}),
		};
	});
}

function singleRecipient(mail: IDataObject): IDataObject[] {
	const { recipient, email = recipient, tracking_id, sent_at, delivered_at, read_at } = mail;
	const { status = mail.fail_count === 1 ? 'failed' : 'sent', error_status } = mail;
	const error_details = mail.error_details ?? error_status ?? null;
	return textOf(email) === '' || mail.is_multi_recipient === true
		? []
		: [{ email, status, tracking_id, sent_at, delivered_at, read_at, error_details }];
}

/** The recipients that an output is about: those that it lists, or the one that it is. */
export const recipientsIn = (output: IDataObject): IDataObject[] =>
	'recipients' in output ? objectsIn(output.recipients) : [output];

/** Texts between commas, unless these are in a quoted name. */
const ENTRIES = /(?:"[^"]*"|[^,"])+/g;

/**
 * The addresses of a recipient that an answer names, in their normal form, without names before them. Others write the
 * words `Multiple Recipients`.
 */
export const namedIn = ({ email }: { email?: unknown }): string[] =>
	(textOf(email).match(ENTRIES) ?? [])
		.filter((text) => text.includes('@'))
		.map((text) => sameAddress(text.trim()));

/** How many of how many recipients an email was sent to, as the message of a send says it. */
const SENT_COUNT = /\bsent to (\d+) of (\d+) recipients?\b/i;

/** The numbers in the words of an answer to a send: "Email sent to 3 of 3 recipients" (API page, sample). */
export function sentCountIn(words: unknown): { sent: number; all: number } | undefined {
	const found = SENT_COUNT.exec(textOf(words));
	return found ? { sent: Number(found[1]), all: Number(found[2]) } : undefined;
}

/** The name of the email's own field, if the recipient has one of the same name. */
const ofMail = (name: string) => `mail_${name}`;

/** Fields that describe at most one recipient: in the email itself, they are about all recipients together. */
const OF_RECIPIENTS = ['recipient', 'status', 'tracking_id', 'read_at'];

/**
 * One recipient's copy of an email as output: the recipient's fields and those of the email as a whole. If both have
 * a field, it is the recipient's, and the email's is `mail_...`.
 */
export function copyOf(mail: IDataObject, recipient: Recipient): IDataObject {
	const whole = Object.entries(mail)
		.filter(([name]) => !['recipients', 'certificates'].includes(name))
		.map(([name, value]) => {
			const isAmbiguous = recipient[name] !== undefined || OF_RECIPIENTS.includes(name);
			return [isAmbiguous ? ofMail(name) : name, value] as const;
		});
	return { ...recipient, ...Object.fromEntries(whole), delivery: copyDelivery(mail, recipient) };
}

/**
 * The answer to a send has one time for all recipients. It is not documented that a recipient's own tracking ID finds
 * the email.
 */
const copyDelivery = ({ sent_at, tracking_id: id }: IDataObject, recipient: Recipient) =>
	messageDelivery(
		id ?? recipient.tracking_id,
		mailDelivery({ ...recipient, sent_at: recipient.sent_at ?? sent_at }),
	);

/** An email as one output, with the delivery of each recipient and that of the whole. */
export function wholeMail(mail: IDataObject): IDataObject {
	const recipients = recipientsOf(mail).map((recipient) => ({
		...recipient,
		delivery: copyDelivery(mail, recipient),
	}));
	const deliveries = recipients.map(({ delivery }) => delivery);
	const delivery = deliveries.length > 0 ? deliveryOfAll(deliveries) : mailDelivery(mail);
	return { ...mail, recipients, delivery: messageDelivery(mail.tracking_id, delivery) };
}

/** An email as one output for each recipient, with what they share. */
export const splitMail = (mail: IDataObject): IDataObject[] =>
	recipientsOf(mail).map((recipient) => copyOf(mail, recipient));
