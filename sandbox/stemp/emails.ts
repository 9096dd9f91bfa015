import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import { reachedSteps } from '../scenarios';
import { typedId, uuidOf } from '../ids';
import { blockingNames, isBlockedBy, stepsOf } from './magicNames';
import type { Category, EventType, LogStatus, Source, SuppressionReason } from './vocabulary';

/** The length of stemp's TypeIds: 26 letters and digits. */
export const ID_BYTES = 13;

/** One email to one recipient. */
export interface Email {
	/** `email_...`: the ID of its row in the logs, not of the send. */
	id: string;
	/** The ID in the answer to the send; null if the email could not be sent. */
	messageId: string | null;
	recipientEmail: string;
	subject: string;
	category: Category;
	source: Source;
	createdAt: Date;
}

/** An entry of an email's timeline, as the API shows it. */
export interface TimelineEvent {
	id: string;
	eventType: EventType;
	occurredAt: string;
	bounceType: string | null;
	bounceSubType: string | null;
	clickedLink: string | null;
	ipAddress: string | null;
	userAgent: string | null;
}

export interface Suppression {
	id: string;
	email: string;
	reason: SuppressionReason;
	createdAt: string;
}

/** Only events caused by the reader contain the reader's IP address and user agent. */
const readerOf = (eventType: EventType) =>
	eventType === 'OPEN' || eventType === 'CLICK'
		? { ipAddress: '203.0.113.1', userAgent: 'Mozilla/5.0' }
		: { ipAddress: null, userAgent: null };

/** The status of an email after each event; opens and clicks do not change it. */
const statusAfter: Partial<Record<EventType, LogStatus>> = {
	DELIVERY: 'DELIVERED',
	BOUNCE: 'BOUNCED',
	COMPLAINT: 'COMPLAINED',
};

/** The emails of the organization. Their events are computed, not recorded, because the clock can be moved. */
export class Emails {
	private readonly emails: Email[] = [];
	private readonly since: Date;

	constructor(private readonly clock: Clock) {
		this.since = clock.now();
	}

	add(email: Omit<Email, 'id' | 'messageId' | 'createdAt'>): Email {
		const isFailed = isBlockedBy('fail', email.recipientEmail);
		const added = {
			id: typedId('email', ID_BYTES),
			messageId: isFailed ? null : randomUUID(),
			createdAt: this.clock.now(),
			...email,
		};
		this.emails.push(added);
		return added;
	}

	find(id: string): Email | undefined {
		return this.emails.find((email) => email.id === id);
	}

	/** In the order in which they were sent. */
	list(): Email[] {
		return [...this.emails];
	}

	/** What has happened to an email so far, oldest first. */
	timeline({ id, messageId, recipientEmail, createdAt }: Email): TimelineEvent[] {
		if (messageId === null) return [];
		return reachedSteps(stepsOf(recipientEmail), createdAt, this.clock.now()).map(
			(event, index) => ({
				id: uuidOf(`${id} ${index}`),
				eventType: event.state,
				occurredAt: event.at.toISOString(),
				bounceType: event.bounceType ?? null,
				bounceSubType: event.bounceSubType ?? null,
				clickedLink: event.clickedLink ?? null,
				...readerOf(event.state),
			}),
		);
	}

	/** An email's row in the logs. */
	log(email: Email) {
		const timeline = this.timeline(email);
		const all = (type: EventType) => timeline.filter(({ eventType }) => eventType === type);
		const first = (type: EventType) => all(type).at(0)?.occurredAt ?? null;
		const isFailed = email.messageId === null;
		const reached = timeline.map(({ eventType }) => statusAfter[eventType]).filter(Boolean);
		return {
			id: email.id,
			recipientEmail: email.recipientEmail,
			subject: email.subject,
			status: isFailed ? 'FAILED' : (reached.at(-1) ?? 'SENT'),
			messageId: email.messageId,
			errorMessage: isFailed ? 'The message could not be handed over' : null,
			category: email.category,
			source: email.source,
			createdAt: email.createdAt.toISOString(),
			deliveredAt: first('DELIVERY'),
			bouncedAt: first('BOUNCE'),
			firstOpenedAt: first('OPEN'),
			firstClickedAt: first('CLICK'),
			openCount: all('OPEN').length,
			clickCount: all('CLICK').length,
		};
	}

	/** The addresses that no longer get any email, without duplicates, in the order of their suppression. */
	suppressions(): Suppression[] {
		const found = new Map<string, Suppression>();
		const caused = this.emails.flatMap((email) => this.causedBy(email));
		for (const suppression of caused.sort((a, b) => a.createdAt.localeCompare(b.createdAt))) {
			const address = suppression.email.toLowerCase();
			if (!found.has(address)) found.set(address, suppression);
		}
		return [this.old(), ...found.values()];
	}

	isSuppressed(address: string): boolean {
		if (isBlockedBy('suppressed', address)) return true;
		const addressed = address.toLowerCase();
		return this.emails
			.filter(({ recipientEmail }) => recipientEmail.toLowerCase() === addressed)
			.some((email) => this.causedBy(email).length > 0);
	}

	/** The suppressions of its recipient that an email has caused. */
	private causedBy(email: Email): Suppression[] {
		return this.timeline(email)
			.filter(
				({ eventType, bounceType }) => eventType === 'COMPLAINT' || bounceType === 'Permanent',
			)
			.map(({ id, eventType, occurredAt }) => ({
				id: uuidOf(`suppression ${id}`),
				email: email.recipientEmail,
				reason: eventType === 'COMPLAINT' ? 'COMPLAINT' : 'HARD_BOUNCE',
				createdAt: occurredAt,
			}));
	}

	/** The suppression that exists from the start. */
	private old(): Suppression {
		const email = `${blockingNames.suppressed}@example.org`;
		return {
			id: uuidOf(email),
			email,
			reason: 'HARD_BOUNCE',
			createdAt: this.since.toISOString(),
		};
	}
}
