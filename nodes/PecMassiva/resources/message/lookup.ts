import type { IExecutePaginationFunctions } from 'n8n-workflow';

import { BoundedSet } from '../../../shared/bounded';
import { lookAgain } from '../../../shared/outcome/lookAgain';
import { addressedTo } from '../../aggregatedStatus';
import type { MailType } from '../../delivery';
import { readMail, readNewestFirst, type InboxMail } from '../../inbox';
import { classified, type ClassifiedMail } from '../../mail';
import type { Message } from './message';

/** The longest pause between one look and the next, in milliseconds. */
const LONGEST_PAUSE = 30_000;

/** Pauses before each look: receipts come within seconds, sometimes minutes. The last look is when time is up. */
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

/** Dates of mails and of answers have no milliseconds, and answers take time to travel. */
const SLACK = 3000;

/** What the sender's provider answers to a message, naming all its recipients. */
const FIRST_RECEIPTS: MailType[] = ['accettazione', 'non-accettazione'];

/** How many codes are remembered. */
const MOST_REMEMBERED = 10_000;

/** Codes that were given out for other sends of this process: their receipts are not the lost one's. */
const known = new BoundedSet<string>(MOST_REMEMBERED);

export const noteCode = (code: string) => void known.add(code);

/**
 * Looks in the inbox for a receipt of a message whose answer was lost: one with its subject, for exactly
 * its recipients, that came since it was sent, and whose code no other send got. A receipt that does not
 * name its recipients proves nothing. None found does not mean that there will be none.
 */
export async function askForReceipts(
	context: IExecutePaginationFunctions,
	message: Message,
	sentAt: Date,
): Promise<{ code: string } | undefined> {
	const patience = Number(context.getNodeParameter('options.confirmLostSendsFor', 30)) * 1000;
	const find = async () => findReceipt(context, message, sentAt);
	const code = await lookAgain(pausesWithin(patience), find);
	return code === undefined ? undefined : { code };
}

async function findReceipt(
	context: IExecutePaginationFunctions,
	{ subject, recipient }: Message,
	sentAt: Date,
): Promise<string | undefined> {
	const candidates: Array<ClassifiedMail & InboxMail> = [];
	await readNewestFirst(context, {}, ({ mails, clockAhead }) => {
		const earliest = sentAt.getTime() + clockAhead - SLACK;
		const since = mails.filter(({ date }) => !(Date.parse(date) < earliest));
		for (const mail of since) candidates.push({ ...mail, ...classified(mail) });
		return since.length > 0;
	});
	for (const mail of candidates) {
		const { type, code, subject: about } = mail.classification;
		if (code === null || known.has(code) || !FIRST_RECEIPTS.includes(type)) continue;
		if (outline(about) !== outline(subject)) continue;
		const receipt = await readMail(context, mail.id, mail);
		const named = addressedTo({ ...mail, body: receipt?.body }).map(({ address }) => address);
		// Another item that looks for a message like this may have taken it while the receipt was read.
		if (!sameAddresses(named, recipient) || known.has(code)) continue;
		noteCode(code);
		return code;
	}
	return undefined;
}

/** What is left of a text when all letters are taken out that the service may have lost. */
const outline = (text: string) =>
	text
		.replace(/\P{ASCII}+/gu, '')
		.replace(/\s+/g, ' ')
		.trim();

const sameAddresses = (some: string[], others: string[]) =>
	JSON.stringify([...some].sort()) ===
	JSON.stringify(others.map((address) => address.toLowerCase()).sort());
