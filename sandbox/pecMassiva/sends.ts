import { milliseconds, type Duration } from '../clock';
import { scenarioOf, wordings } from './magicNames';
import type { Mail } from './mailbox';
import { codeTime, receiptTime } from './romeTime';

/** A message that the service accepted. */
export interface Send {
	/** What the service calls message_id: the time of the send and a running number. */
	code: string;
	sender: string;
	recipients: string[];
	subject: string;
	text: string;
	at: Date;
	/** The mailbox that its receipts go to. */
	mailbox: string;
}

/** The sender of receipts. */
const SYSTEM = 'posta-certificata@pecmassiva.com';

/** Issues unique codes, even if the clock is set back or an hour occurs twice. */
export class Codes {
	/** Second -> the number of the last code that was issued in it. */
	private readonly running = new Map<string, number>();

	next(time: Date): string {
		const second = codeTime(time);
		const number = (this.running.get(second) ?? 9) + 1;
		this.running.set(second, number);
		return `${second}${number}`;
	}
}

const plain = (html: string) => html.replace(/<[^>]+>/g, '');

/**
 * The mails that a send causes in the sender's inbox over time.
 * Subjects and texts are those of the annex to the decree of 2 November 2005.
 * @param acceptedAt when the sender's provider accepts or rejects the message
 */
export function receiptsOf(send: Send, acceptedAt: Date): Mail[] {
	const { sender, recipients, subject, text, mailbox, code } = send;
	const message = `il messaggio "${subject}" proveniente da "${sender}" ed indirizzato a`;
	const receipt = (prefix: string, at: Date, words: string): Mail => ({
		at,
		sender: SYSTEM,
		recipient: mailbox,
		object: `${prefix}: ${subject} ${code}`,
		text: `${receiptTime(at)} ${message}${words}.`,
		send: { code, text: plain(text) },
	});

	const rejection = recipients.map((email) => scenarioOf(email).rejection).find(Boolean);
	const addressees = recipients
		.map(
			(email) => `${email} ("posta ${scenarioOf(email).isOrdinary ? 'ordinaria' : 'certificata'}")`,
		)
		.join('\n');
	if (rejection) {
		const { prefix, says } = wordings[rejection];
		return [receipt(prefix, acceptedAt, `:\n${addressees}\n${says}`)];
	}
	const later = (after: Duration) => new Date(acceptedAt.getTime() + milliseconds(after));
	return [
		receipt(
			'ACCETTAZIONE',
			acceptedAt,
			`:\n${addressees}\nè stato accettato dal sistema ed inoltrato`,
		),
		...recipients.flatMap((email) =>
			scenarioOf(email).steps.map(({ state, after }) => {
				const { prefix, says } = wordings[state];
				return receipt(prefix, later(after), ` "${email}" ${says}`);
			}),
		),
		// As in the vendor's example: a message to one's own mailbox arrives there as well.
		...recipients
			.filter((email) => email === mailbox)
			.map((email) => ({
				...receipt('POSTA CERTIFICATA', later({ seconds: 4 }), ''),
				sender: `"Per conto di: ${sender}" `,
				recipient: `"${email}" `,
				text: plain(text),
			})),
	];
}
