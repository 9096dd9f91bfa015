import type { IDataObject } from 'n8n-workflow';

import { isoTime, messageDelivery, type MessageDelivery } from '../shared/delivery';
import type { Mail } from './api';
import { classify, MEANINGS, type Classification } from './delivery';

/** A mail with its classification and its delivery. */
export type ClassifiedMail = Mail & {
	/** The address within `sender`, which may be a display form: `"Per conto di: acme@pecmassiva.com" `. */
	senderAddress: string | null;
	classification: Classification;
	delivery: MessageDelivery & IDataObject;
};

export function classified(mail: Mail): ClassifiedMail {
	const classification = classify(mail.object);
	const { state, final, event } = isFinalNotice(mail, classification)
		? MEANINGS['errore-consegna']
		: MEANINGS[classification.type];
	return {
		...mail,
		senderAddress: firstAddressIn(mail.sender),
		classification,
		delivery: messageDelivery(classification.code, {
			state,
			final,
			event,
			at: isoTime(mail.date),
		}),
	};
}

/** Between the notices after 12 and 24 hours, in milliseconds. */
const FINAL_NOTICE_AFTER = 18 * 60 * 60 * 1000;

/**
 * Whether a notice of delay is the final one after 24 hours, which has the same subject as the one after 12. The code
 * shows when the message was sent: in Italian time, but an hour or two do not matter here.
 */
function isFinalNotice({ date }: Mail, { type, code }: Classification): boolean {
	if (type !== 'preavviso-errore-consegna' || code === null) return false;
	const [year, month, day, hour, minute] = [0, 4, 6, 8, 10].map((start) =>
		Number(code.slice(start, start === 0 ? 4 : start + 2)),
	);
	return Date.parse(date) - Date.UTC(year, month - 1, day, hour, minute) >= FINAL_NOTICE_AFTER;
}

/** An address in a text. */
export interface FoundAddress {
	/** As it is written. */
	address: string;
	/** The index after it. */
	end: number;
}

/** Characters between addresses, which are not part of one. */
const SEPARATOR = /[\s"'<>(),;:]/;

/** The email addresses in a text, in order. Each character is read a few times at most. */
export function* addressesIn(text: string): Generator<FoundAddress> {
	for (let at = text.indexOf('@'), end = 0; at !== -1; at = text.indexOf('@', end)) {
		let start = at;
		while (start > end && !SEPARATOR.test(text[start - 1])) start--;
		end = at + 1;
		while (end < text.length && !SEPARATOR.test(text[end])) end++;
		let last = end;
		while (text[last - 1] === '.') last--;
		// Something before the @, and at least two letters after it.
		const sign = text.indexOf('@', start + 1);
		if (sign !== -1 && sign < last - 2) yield { address: text.slice(start, last), end: last };
	}
}

function firstAddressIn(text: string): string | null {
	const { value } = addressesIn(text).next() as IteratorResult<FoundAddress, undefined>;
	return value?.address ?? null;
}

const isEncoded = (text: string) => !/\s/.test(text);

/**
 * The text of a message, which is x-www-form-urlencoded (vendor's page). A text that contains spaces is not encoded
 * and stays unchanged, such as the one in the vendor's own example.
 */
export function decodedBody(text: string): string {
	if (!isEncoded(text)) return text;
	return text.replace(/\+/g, ' ').replace(/(?:%[\da-f]{2})+/gi, decodedBytes);
}

/** Bytes as text: UTF-8, or Latin-1 if they are not valid UTF-8. */
function decodedBytes(escaped: string): string {
	const bytes = Buffer.from(escaped.replace(/%/g, ''), 'hex');
	const text = bytes.toString('utf8');
	return text.includes('\ufffd') && !bytes.includes(REPLACEMENT) ? bytes.toString('latin1') : text;
}

/** U+FFFD itself in UTF-8: the service has lost a letter already. */
const REPLACEMENT = Buffer.from('\ufffd');
