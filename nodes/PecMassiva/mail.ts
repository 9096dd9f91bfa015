import type { IDataObject } from 'n8n-workflow';

import { isoTime, type Delivery } from '../shared/delivery';
import { textOf } from '../shared/json';
import { classify, MEANINGS, type Classification } from './delivery';

/** A mail as the API gives it in a list, a single message or a status. */
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

/** A mail with what it is and what that means. */
export type ClassifiedMail = Mail & {
	/** The address within `sender`, which may be a display form: `"Per conto di: acme@pecmassiva.com" `. */
	senderAddress: string | null;
	classification: Classification;
	delivery: Delivery & IDataObject;
};

/**
 * Reads a mail under all the names that its fields have: in a status the OpenAPI file says `data`,
 * `object`, `message`, and a client has seen `date`, `subject`, `body`.
 */
export function mailOf(item: IDataObject): Mail {
	const body = item.body ?? item.message;
	return {
		sender: textOf(item.sender),
		recipient: textOf(item.recipient),
		date: textOf(item.date ?? item.data),
		object: textOf(item.object ?? item.subject),
		...(typeof body === 'string' && { body }),
	};
}

export function classified(mail: Mail): ClassifiedMail {
	const classification = classify(mail.object);
	const { state, final, event } = isFinalNotice(mail, classification)
		? MEANINGS['errore-consegna']
		: MEANINGS[classification.type];
	return {
		...mail,
		senderAddress: ADDRESS.exec(mail.sender)?.[0] ?? null,
		classification,
		delivery: { state, final, event, at: isoTime(mail.date) },
	};
}

/** Between the notices after 12 and after 24 hours, in milliseconds. */
const BETWEEN_NOTICES = 18 * 60 * 60 * 1000;

/**
 * Whether a notice of delay is the final one after 24 hours, which has the same subject as the one after
 * 12. The code tells when the message was sent: in Italian time, but an hour or two do not matter here.
 */
function isFinalNotice({ date }: Mail, { type, code }: Classification): boolean {
	if (type !== 'preavviso-errore-consegna' || code === null) return false;
	const [year, month, day, hour, minute] = [0, 4, 6, 8, 10].map((start) =>
		Number(code.slice(start, start === 0 ? 4 : start + 2)),
	);
	return Date.parse(date) - Date.UTC(year, month - 1, day, hour, minute) >= BETWEEN_NOTICES;
}

/** An e-mail address within a text. */
const ADDRESS = /[^\s"'<>(),;:]+@[^\s"'<>(),;:]+[^\s"'<>(),;:.]/;

const ADDRESSES = new RegExp(ADDRESS, 'g');

/** The addresses within a text, in lower case, each once. */
export const addressesIn = (text: string): string[] => [
	...new Set((text.match(ADDRESSES) ?? []).map((address) => address.toLowerCase())),
];

const isEncoded = (text: string) => !/\s/.test(text);

/**
 * The text of a message, which comes as x-www-form-urlencoded (vendor's page). A text with blanks in it
 * is not encoded and stays as it is, such as the one in the vendor's own example.
 */
export function decodedBody(text: string): string {
	if (!isEncoded(text)) return text;
	return text.replace(/\+/g, ' ').replace(/(?:%[\da-f]{2})+/gi, decodedBytes);
}

/** Bytes in UTF-8, or in Latin-1 where they are no UTF-8. */
function decodedBytes(escaped: string): string {
	const bytes = Buffer.from(escaped.replace(/%/g, ''), 'hex');
	const text = bytes.toString('utf8');
	return text.includes('\ufffd') && !bytes.includes(REPLACEMENT) ? bytes.toString('latin1') : text;
}

/** U+FFFD itself in UTF-8: the service has lost a letter already. */
const REPLACEMENT = Buffer.from('\ufffd');
