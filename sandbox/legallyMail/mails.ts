import type { Clock } from '../clock';
import { reachedSteps } from '../scenarios';
import { runningNumber, typedId } from '../ids';
import { sentNow, type Sent } from './sent';
import { mailScenarioOf, type RecipientStatus } from './magicNames';

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

/** One email to one or several recipients, with the data that its certificates contain. */
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

/** The state of a recipient's copy. */
export interface RecipientState {
	status: RecipientStatus;
	sentAt: Date;
	deliveredAt: Date | null;
	readAt: Date | null;
	error: string | null;
}

const trackingId = () => typedId('cm', 8);

/** The emails that were accepted, oldest first. */
export class Mails {
	readonly all: Mail[] = [];
	private readonly byTrackingId = new Map<string, Mail>();
	private readonly byRecipient = new Map<string, Mail>();
	private readonly nextId = runningNumber(1_000, 1_000_000);

	constructor(private readonly clock: Clock) {}

	add(details: Pick<Mail, 'subject' | 'messageSha256' | 'attachments'>, to: string[]): Mail {
		const mail: Mail = {
			id: this.nextId(),
			trackingId: trackingId(),
			mailsenderId: typedId('mail', 4),
			...details,
			recipients: to.map((email) => ({ email, trackingId: trackingId() })),
			...sentNow(this.clock),
		};
		this.all.push(mail);
		this.byTrackingId.set(mail.trackingId, mail);
		for (const recipient of mail.recipients) this.byRecipient.set(recipient.trackingId, mail);
		return mail;
	}

	find(id: string): Mail | undefined {
		return this.byTrackingId.get(id);
	}

	/** Finds an email by the tracking ID of one of its recipients. */
	findByRecipient(id: string): Mail | undefined {
		return this.byRecipient.get(id);
	}

	/** The current state of a recipient's copy. */
	stateOf({ createdAt }: Mail, { email }: MailRecipient): RecipientState {
		const { failsAtOnce, steps, error = null } = mailScenarioOf(email);
		const past = reachedSteps(steps, createdAt, this.clock.now());
		const timeOf = (status: RecipientStatus) =>
			past.find(({ state }) => state === status)?.at ?? null;
		return {
			status: failsAtOnce ? 'failed' : (past.at(-1)?.state ?? 'sent'),
			sentAt: createdAt,
			deliveredAt: timeOf('delivered'),
			readAt: timeOf('read'),
			error: failsAtOnce || past.length > 0 ? error : null,
		};
	}
}
