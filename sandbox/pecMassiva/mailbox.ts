import type { Clock } from '../clock';

/** A mail in the inbox. */
export interface Mail {
	/** The time of arrival; the mail is not visible before. */
	at: Date;
	/** The date shown, in the API's format, if it is not that of its arrival; '' for none. */
	date?: string;
	sender: string;
	recipient: string;
	object: string;
	text: string;
	/** The send that it belongs to, and that send's own text. */
	send?: { code: string; text: string };
}

/** A mail as the inbox shows it now. */
export interface ListedMail {
	id: number;
	mail: Mail;
}

/** An inbox that fills over time. */
export class Mailbox {
	private mails: Array<{ mail: Mail; uid: number }> = [];
	private uid = 0;

	constructor(
		private readonly clock: Clock,
		private readonly idsShift: () => boolean,
	) {}

	/** @param mail may arrive in the future */
	add(mail: Mail): void {
		// After mails that arrive at the same time, so that they keep the order in which they were added.
		const before = this.mails.findLastIndex((each) => each.mail.at <= mail.at);
		this.mails.splice(before + 1, 0, { mail, uid: ++this.uid });
	}

	/** The mails that have arrived and have not been deleted, oldest first. */
	list(): ListedMail[] {
		const now = this.clock.now();
		return this.mails
			.filter(({ mail }) => mail.at <= now)
			.map(({ mail, uid }, index) => ({ id: this.idsShift() ? index + 1 : uid, mail }));
	}

	find(id: number): ListedMail | undefined {
		return this.list().find((shown) => shown.id === id);
	}

	delete(deleted: Mail[]): void {
		this.mails = this.mails.filter(({ mail }) => !deleted.includes(mail));
	}
}
