import type { IExecutePaginationFunctions } from 'n8n-workflow';

import type { Delivery } from '../shared/delivery';
import { textOf } from '../shared/json';
import { numberIn } from '../shared/parameters/parameter';
import type { Instant, Lookup } from '../shared/policy';
import { addressedTo } from './aggregatedStatus';
import type { InboxMail } from './api';
import type { MailType } from './delivery';
import { readMail, readNewestFirst } from './inbox';
import { classified, type ClassifiedMail } from './mail';
import { sentMessage, type Message } from './resources/message/message';

/** The longest pause between two attempts, in milliseconds. */
const LONGEST_PAUSE = 30_000;

/**
 * Pauses before each attempt: receipts arrive within seconds, sometimes minutes. The last attempt is when the time is
 * up.
 */
function* pausesWithin(milliseconds: number): Generator<number> {
	yield 0;
	for (
		let left = milliseconds, pause = 1000;
		left > 0;
		pause = Math.min(2 * pause, LONGEST_PAUSE)
	) {
		yield Math.min(pause, left);
		left -= pause;
	}
}

/** The tolerance in milliseconds: dates of mails and answers have whole seconds, and answers take time to arrive. */
const SLACK = 3000;

/** The receipts of the sender's provider, which name all recipients. */
const FIRST_RECEIPTS: MailType[] = ['accettazione', 'non-accettazione'];

/**
 * The receipts of a message are in the inbox, and name its subject and recipients. A match is a receipt that arrived
 * since the send, with the same subject and exactly the same recipients. One without recipients proves nothing.
 */
export const messageLookup: Lookup<Message> = {
	comparedText: ({ subject }) => subject,
	pauses: (context) => pausesWithin(numberIn(context, 'options.confirmLostSendsFor', 30) * 1000),
	async search(message, sentAt) {
		const receipts = await receiptsFor(this, message, sentAt);
		return receipts.map(({ object, date, classification: { code, subject }, ...receipt }) => ({
			id: textOf(code),
			status: object,
			outputs: [{ json: foundMessage(message, textOf(code), receipt.delivery) }],
			// Lost characters, or an unreadable date, might have distinguished it from another one.
			...((oneLine(subject) !== oneLine(message.subject) || Number.isNaN(Date.parse(date))) && {
				isProven: false,
			}),
		}));
	},
};

/** A message that has a receipt, which may say that it was not accepted, so that it was sent to nobody. */
const foundMessage = (message: Message, code: string, delivery: Delivery) =>
	sentMessage(
		message,
		code,
		delivery.state === 'rejected' ? 0 : message.recipient.length,
		delivery,
	);

type Receipt = ClassifiedMail & InboxMail;

/** The least number of pages to read: the newest may contain nothing but a mail with a wrong date. */
const MIN_PAGES = 2;

/** The receipts that may belong to a message: one for each code. */
async function receiptsFor(
	context: IExecutePaginationFunctions,
	{ subject, recipient }: Message,
	sentAt: Instant,
): Promise<Receipt[]> {
	const mails: Receipt[] = [];
	let pages = 0;
	await readNewestFirst(
		context,
		{},
		{
			take({ mails: page, clockAhead }) {
				const earliest = sentAt.ticks + clockAhead - SLACK;
				const since = page.filter(({ date }) => !(Date.parse(date) < earliest));
				for (const mail of since) mails.push({ ...mail, ...classified(mail) });
				pages += 1;
				return pages < MIN_PAGES || since.some(({ date }) => Date.parse(date) >= earliest);
			},
		},
	);
	const found = new Map<string, Receipt>();
	for (const mail of mails) {
		const { type, code, subject: about } = mail.classification;
		if (code === null || !FIRST_RECEIPTS.includes(type)) continue;
		if (outline(about) !== outline(subject)) continue;
		const receipt = await readMail(context, mail.id, mail);
		const named = addressedTo({ ...mail, body: receipt?.body }).map(({ address }) => address);
		const isFirst = !found.has(code) || type === 'non-accettazione';
		if (isFirst && sameAddresses(named, recipient)) found.set(code, mail);
	}
	return [...found.values()];
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** A text without the letters that the service may have lost. */
const outline = (text: string) => oneLine(text.replace(/\P{ASCII}+/gu, ''));

const sameAddresses = (some: string[], others: string[]) =>
	JSON.stringify([...some].sort()) ===
	JSON.stringify(others.map((address) => address.toLowerCase()).sort());
