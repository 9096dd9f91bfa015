import { randomBytes, randomInt } from 'node:crypto';
import { milliseconds, type Clock } from '../clock';
import type { Sent } from './sent';
import { mailFateOf, type RecipientStatus } from './magicNames';

export interface Attachment {
	name: string;
	/** In bytes. */
	size: number;
	/** Lower case hex. */
	sha256: string;
}

export interface MailRecipient {
	email: string;
	trackingId: string;
}

/** One e-mail to one or several recipients, with what its certificates have to say. */
export interface Mail extends Sent {
	id: number;
	trackingId: string;
	mailsenderId: string;
	subject: string;
	/** SHA-256 of the HTML in UTF-8, lower case hex. The message itself is not kept. */
	messageSha256: string;
	attachments: Attachment[];
	recipients: MailRecipient[];
}

/** Where a recipient's copy stands. */
export interface RecipientState {
	status: RecipientStatus;
	sentAt: Date;
	deliveredAt: Date | null;
	readAt: Date | null;
	error: string | null;
}

const trackingId = () => `cm_${randomBytes(8).toString('hex')}`;

/** The e-mails that were taken on, oldest first. */
export class Mails {
	readonly all: Mail[] = [];
	private readonly byTrackingId = new Map<string, Mail>();
	private readonly byRecipient = new Map<string, Mail>();
	/** Random, so that two sandboxes share no ids. */
	private nextId = randomInt(1_000, 1_000_000);

	constructor(private readonly clock: Clock) {}

	add(details: Pick<Mail, 'subject' | 'messageSha256' | 'attachments'>, to: string[]): Mail {
		const mail: Mail = {
			id: this.nextId++,
			trackingId: trackingId(),
			mailsenderId: `mail_${randomBytes(4).toString('hex')}`,
			...details,
			recipients: to.map((email) => ({ email, trackingId: trackingId() })),
			createdAt: this.clock.now(),
			arrivedAt: performance.now(),
		};
		this.all.push(mail);
		this.byTrackingId.set(mail.trackingId, mail);
		for (const recipient of mail.recipients) this.byRecipient.set(recipient.trackingId, mail);
		return mail;
	}

	find(id: string): Mail | undefined {
		return this.byTrackingId.get(id);
	}

	/** The e-mail that one of its recipients' ids belongs to. */
	findByRecipient(id: string): Mail | undefined {
		return this.byRecipient.get(id);
	}

	/** What has become of a recipient's copy by now. Computed, not recorded: the clock may leap. */
	stateOf({ createdAt }: Mail, { email }: MailRecipient): RecipientState {
		const { failsAtOnce, steps, error = null } = mailFateOf(email);
		const age = this.clock.now().getTime() - createdAt.getTime();
		const reached = steps.filter(({ after }) => milliseconds(after) <= age);
		const timeOf = (status: RecipientStatus) => {
			const step = reached.find((each) => each.status === status);
			return step ? new Date(createdAt.getTime() + milliseconds(step.after)) : null;
		};
		return {
			status: failsAtOnce ? 'failed' : (reached.at(-1)?.status ?? 'sent'),
			sentAt: createdAt,
			deliveredAt: timeOf('delivered'),
			readAt: timeOf('read'),
			error: failsAtOnce || reached.length > 0 ? error : null,
		};
	}
}
