import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { hostOf as hostIn } from '../shared/credential';
import { isObject, objectsIn, textOf } from '../shared/json';

/** The vendor's hosts (page of PEC Massiva). */
export const HOSTS = {
	production: 'https://ws.pecmassiva.com',
	sandbox: 'https://test.ws.pecmassiva.com',
};

/** The one host that a credential's mailbox is at. */
export const hostOf = (credential: ICredentialDataDecryptedObject) => hostIn(credential, HOSTS);

/** A mail as the API returns it in a list, as a single message or in a status. */
export interface Mail extends IDataObject {
	sender: string;
	recipient: string;
	/** As the API writes it: RFC 2822. */
	date: string;
	/** The subject. */
	object: string;
	/** Text; absent in lists. */
	body?: string;
}

/**
 * Reads a mail by all known names of its fields: in a status, the OpenAPI file has `data`, `object`, `message`, but a
 * client has seen `date`, `subject`, `body`.
 */
export function mailOf(item: IDataObject): Mail {
	const { sender, recipient, date, data, object, subject, body, message, ...more } = item;
	const text = body ?? message;
	return {
		...more,
		sender: textOf(sender),
		recipient: textOf(recipient),
		date: textOf(date ?? data),
		object: textOf(object ?? subject),
		...(typeof text === 'string' && { body: text }),
	};
}

/** A mail of the inbox. Its id may be another mail's after a deletion: they look like IMAP sequence numbers. */
export type InboxMail = Mail & { id: number };

/** A page of the inbox. Fields that the answer lacks are undefined. */
export interface InboxPage {
	mails: InboxMail[];
	/** Its number. Whether the first is 0 or 1 is not documented. */
	page?: number;
	/** How many mails there are on all pages. */
	total?: number;
	/** `n_of_pages`: how many pages there are, though it may be rounded down, or counted from 0. */
	pages?: number;
}

/** Whether an answer lists mails, or states that there are none. Any other answer is unusable. */
export const isMailList = ({ data, total }: IDataObject): boolean =>
	Array.isArray(data) || ((data ?? null) === null && total === 0);

export function inboxPage(answer: unknown): InboxPage {
	const body = isObject(answer) ? answer : {};
	return {
		mails: objectsIn(body.data).map((item) => ({ ...mailOf(item), id: Number(item.id) })),
		page: countIn(body.page),
		total: countIn(body.total),
		pages: countIn(body.n_of_pages),
	};
}

function countIn(value: unknown): number | undefined {
	const text = textOf(value);
	return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
