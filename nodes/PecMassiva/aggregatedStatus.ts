import type { IDataObject } from 'n8n-workflow';

import type { Delivery } from '../shared/delivery';
import type { MailType } from './delivery';
import { addressesIn, type ClassifiedMail } from './mail';

/** The status of a message for one recipient. */
export interface RecipientStatus extends IDataObject {
	/** Null if the receipts don't name the one recipient. */
	recipient: string | null;
	delivery: Delivery & IDataObject;
}

/** The status of a message. */
export interface AggregatedStatus {
	delivery: Delivery & IDataObject;
	recipients: RecipientStatus[];
}

type DeliveryData = Delivery & IDataObject;

/**
 * The least time between a notice of delay and the final one, in milliseconds: it follows 12 hours later (decree,
 * annex, 6.3.3), but mails may be late.
 */
const NOTICE_INTERVAL = 6 * 60 * 60 * 1000;

/** A message that was accepted and has no receipt yet. */
export const queued: DeliveryData = { state: 'queued', final: false, event: null, at: null };

/** Receipts by precedence: a receipt of delivery takes precedence over any notice before it. */
const BY_PRECEDENCE: MailType[] = [
	'avvenuta-consegna',
	'errore-consegna',
	'preavviso-errore-consegna',
	'presa-in-carico',
];

/** The overall state is the worst state of any recipient. */
const WORST_FIRST: Array<Delivery['state']> = [
	'rejected',
	'failed',
	'delayed',
	'queued',
	'unknown',
	'sent',
	'delivered',
];

/**
 * The status of a message, derived from its receipts: there is one acceptance for all recipients, and one delivery
 * receipt for each of them. Only the text of a receipt says which recipient it is about.
 * @param expected the recipients, as far as the caller knows them; if neither the caller nor the receipts name any,
 * one recipient is assumed
 */
export function aggregatedStatus(
	mails: ClassifiedMail[],
	expected: string[] = [],
): AggregatedStatus {
	const receipts = mails
		.filter(({ classification }) => classification.category === 'receipt')
		.sort((a, b) => (a.delivery.at ?? '').localeCompare(b.delivery.at ?? ''));
	const ofType = (...types: MailType[]) =>
		receipts.filter(({ classification }) => types.includes(classification.type));
	const rejection = ofType('non-accettazione').at(-1);
	const acceptance = ofType('accettazione').at(-1);
	const later = ofType(...BY_PRECEDENCE);

	const names = addressees(expected, [rejection, acceptance, ...later]);
	const ordinary = new Set<string | null>(
		(acceptance ? addressedTo(acceptance) : [])
			.filter(({ isOrdinary }) => isOrdinary)
			.map(({ address }) => address),
	);
	const about = receiptsByRecipient(later, names);
	const recipients = names.map((name): RecipientStatus => {
		if (rejection) return { recipient: name, delivery: rejection.delivery };
		const own = recipientDelivery(about.get(name) ?? []);
		const accepted = acceptance && { ...acceptance.delivery, final: ordinary.has(name) };
		return { recipient: name, delivery: own ?? accepted ?? queued };
	});
	return { delivery: overallDelivery(recipients), recipients };
}

/** The recipients named by the caller or a receipt, in lower case; or a single unnamed one. */
function addressees(
	expected: string[],
	receipts: Array<ClassifiedMail | undefined>,
): Array<string | null> {
	const named = receipts.flatMap((receipt) => (receipt ? addressedTo(receipt) : []));
	const given = expected.map((address) => address.toLowerCase());
	const all = [...new Set([...given, ...named.map(({ address }) => address)])];
	return all.length > 0 ? all : [null];
}

/** An addressee of the message, according to a receipt. */
interface Addressee {
	/** In lower case. */
	address: string;
	/** Whether the receipt calls it "posta ordinaria": an ordinary mailbox issues no receipt of delivery. */
	isOrdinary: boolean;
}

/**
 * The words of a receipt that name its addressees (decree, annex, 6.3): `... proveniente da "a@x" ed indirizzato a
 * "b@y"`, or a list after a colon with the kind of each. They are searched one after the other, because a single
 * expression would scan the text again from each match of its first part.
 */
const FROM = /\b(?:proveniente|inviato)\s+da\b/i;
const ADDRESSED = /\bindirizzato\s+a\b/i;

/** The text after the addressees: the message's ID may look like an address too. */
const AFTER_ADDRESSEES = /\bil messaggio\b|\bidentificativo\b|\s(?:è|e'|\ufffd+)\s+stato\b/i;

const ORDINARY = /\bposta ordinaria\b/i;

/** None if the text is not a receipt's own, such as the original's, which the API may give in its place. */
export function addressedTo({ body = '' }: ClassifiedMail): Addressee[] {
	const afterwards = textAfter(ADDRESSED, textAfter(FROM, body));
	if (afterwards === '') return [];
	const [list] = afterwards.split(AFTER_ADDRESSEES, 1);
	const named = new Map<string, Addressee>();
	for (const { address: written, end } of addressesIn(list)) {
		const address = written.toLowerCase();
		const next = list.indexOf('@', end);
		const kind = list.slice(end, next === -1 ? undefined : next);
		if (!named.has(address)) named.set(address, { address, isOrdinary: ORDINARY.test(kind) });
	}
	return afterwards.startsWith(':') ? [...named.values()] : [...named.values()].slice(0, 1);
}

/** The text after the first match; empty if there is none. */
function textAfter(words: RegExp, text: string): string {
	const found = words.exec(text);
	return found ? text.slice(found.index + found[0].length) : '';
}

/** The receipts of each recipient. */
function receiptsByRecipient(
	receipts: ClassifiedMail[],
	names: Array<string | null>,
): Map<string | null, ClassifiedMail[]> {
	const about = new Map<string | null, ClassifiedMail[]>();
	const add = (name: string | null, receipt: ClassifiedMail) => {
		const known = about.get(name);
		if (known) known.push(receipt);
		else about.set(name, [receipt]);
	};
	const unnamed = receipts.filter((receipt) => {
		const [named] = addressedTo(receipt);
		if (named) add(named.address, receipt);
		return !named;
	});
	const waiting = names.filter((name) => !about.has(name));
	const areDeliveries = unnamed.every(
		({ classification }) => classification.type === 'avvenuta-consegna',
	);
	if (names.length === 1) for (const receipt of unnamed) add(names[0], receipt);
	// As many delivery receipts as recipients without one: it does not matter which one belongs to whom.
	else if (areDeliveries && unnamed.length === waiting.length) {
		waiting.forEach((name, index) => add(name, unnamed[index]));
	}
	return about;
}

/** The delivery to one recipient according to their receipts; undefined without any. */
function recipientDelivery(receipts: ClassifiedMail[]): DeliveryData | undefined {
	for (const type of BY_PRECEDENCE) {
		const found = receipts.filter(({ classification }) => classification.type === type);
		const last = found.at(-1);
		if (!last) continue;
		if (type !== 'preavviso-errore-consegna' || !isFinalNotice(found)) return last.delivery;
		return { ...last.delivery, state: 'failed', final: true, event: 'ContentConsignmentFailure' };
	}
	return undefined;
}

/** Whether there is the final notice, after 24 hours. It looks like the one after 12 hours, so both must be there. */
function isFinalNotice(notices: ClassifiedMail[]): boolean {
	const times = notices.map(({ delivery }) => Date.parse(delivery.at ?? ''));
	const latest = times.reduce((a, b) => Math.max(a, b));
	return latest - times.reduce((a, b) => Math.min(a, b)) >= NOTICE_INTERVAL;
}

function overallDelivery(recipients: RecipientStatus[]): DeliveryData {
	const [worst] = [...recipients].sort(
		(a, b) => WORST_FIRST.indexOf(a.delivery.state) - WORST_FIRST.indexOf(b.delivery.state),
	);
	const times = recipients.map(({ delivery }) => delivery.at ?? '').sort();
	return {
		...worst.delivery,
		final: recipients.every(({ delivery }) => delivery.final),
		at: times.at(-1) || null,
	};
}
