import type { Clock } from '../clock';

/** A mail of the inbox. */
export interface Mail {
	/** When it arrives; it is not visible before. */
	at: Date;
	/** The date that it shows, in the API's format, if it is not that of its arrival; '' for none. */
	date?: string;
	sender: string;
	recipient: string;
	object: string;
	/** What it says. */
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

	/** @param mail may lie in the future */
	add(mail: Mail): void {
		// Behind mails that arrive at the same time, which keep the order in which they were added.
		const before = this.mails.findLastIndex((each) => each.mail.at <= mail.at);
		this.mails.splice(before + 1, 0, { mail, uid: ++this.uid });
	}

	/** What has arrived and was not deleted, oldest first. */
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
