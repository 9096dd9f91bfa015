import type { IDataObject } from 'n8n-workflow';

import { isObject, objectsIn, textOf } from '../shared/json';
import { deliveryOfAll, mailDelivery } from './delivery';

/**
 * What an answer of LegallyMail is about. It is wrapped in `data` or `email`, or lies flat beside
 * `success`, depending on the endpoint.
 */
export function contentOf(body: unknown): IDataObject {
	if (!isObject(body)) return {};
	for (const wrapper of ['data', 'email']) {
		const content = body[wrapper];
		if (isObject(content)) return content;
	}
	return Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'success'));
}

/** The entries of a list: under `emails` or `data`, depending on the endpoint. */
export function entriesOf(body: unknown): IDataObject[] {
	if (!isObject(body)) return objectsIn(body);
	return objectsIn(Array.isArray(body.emails) ? body.emails : body.data);
}

/** One recipient's copy of an e-mail. */
export interface Recipient extends IDataObject {
	email: string;
	/** sent, delivered, read, failed, or one that is not documented yet. */
	status: string;
	/** The recipient's own, which certificates go by. */
	tracking_id: string;
}

/**
 * The recipients of an e-mail. Those of an e-mail to one recipient are not documented: where the list
 * is missing, the e-mail's own fields tell of its recipient.
 */
export function recipientsOf(mail: IDataObject): Recipient[] {
	const listed = objectsIn(mail.recipients);
	const recipients = listed.length > 0 ? listed : alone(mail);
	// Certificates of an e-mail to one recipient may lie with the e-mail.
	const own = recipients.length === 1 ? objectsIn(mail.certificates) : [];
	return recipients.map((recipient) => {
		const certificates = objectsIn(recipient.certificates);
		return {
			...recipient,
			email: textOf(recipient.email ?? recipient.recipient),
			status: textOf(recipient.status),
			tracking_id: textOf(recipient.tracking_id),
			...('certificates' in mail && {
				certificates: certificates.length > 0 ? certificates : own,
			}),
		};
	});
}

function alone(mail: IDataObject): IDataObject[] {
	const { recipient, email = recipient, tracking_id, sent_at, delivered_at, read_at } = mail;
	const { status = mail.fail_count === 1 ? 'failed' : 'sent', error_status } = mail;
	const error_details = mail.error_details ?? error_status ?? null;
	return textOf(email) === '' || mail.is_multi_recipient === true
		? []
		: [{ email, status, tracking_id, sent_at, delivered_at, read_at, error_details }];
}

/** A recipient as output, with its delivery. */
export const withDelivery = (recipient: Recipient): IDataObject => ({
	...recipient,
	delivery: mailDelivery(recipient),
});

/** An e-mail as one output, each recipient with its delivery, and with that of all together. */
export function wholeMail(mail: IDataObject): IDataObject {
	const recipients = recipientsOf(mail);
	// That of a group is no recipient's, and the answer to a send has none.
	const isOwn = recipients.length === 0 || (recipients.length === 1 && 'status' in mail);
	const delivery = isOwn ? mailDelivery(mail) : deliveryOfAll(recipients);
	return { ...mail, recipients: recipients.map(withDelivery), delivery };
}

/** An e-mail as one output for each recipient, with what they share. */
export function splitMail(mail: IDataObject): IDataObject[] {
	return recipientsOf(mail).map((recipient) => ({
		...withDelivery(recipient),
		subject: mail.subject,
		mail_tracking_id: mail.tracking_id,
	}));
}
