import { reachedSteps } from '../scenarios';
import { runningNumber } from '../ids';
import type { JournalFile } from '../journal';
import { messageSteps } from './magicNames';
import type { EvidenceType, MessageType } from './vocabulary';

/** One letter to one recipient, with the data that its evidence contains. */
export interface Message {
	/** 12 digits. */
	id: string;
	type: MessageType;
	recipient: string;
	/** The recipient's name or company. */
	addressee: string;
	/** Customer id; null if sent from the reseller's own account. */
	sender: string | null;
	reference: string | null;
	sentAt: Date;
	/** SHA-256 of the HTML body in UTF-8, lower case hex. The body itself is not kept. */
	bodySha256: string;
	attachments: JournalFile[];
}

/** An event of a message; each event has its own evidence. */
export interface MessageEvent {
	eventType: EvidenceType;
	at: Date;
}

/** The messages that were accepted. */
export class Messages {
	private readonly byId = new Map<string, Message>();
	/** Twelve digits. */
	private readonly nextId = runningNumber(100_000_000_000, 250_000_000_000);

	add(message: Omit<Message, 'id'>): Message {
		const added = { id: String(this.nextId()), ...message };
		this.byId.set(added.id, added);
		return added;
	}

	find(id: string): Message | undefined {
		return this.byId.get(id);
	}
}

/** What has happened to a message by a given time, oldest first; the last event is its status. */
export function eventsOf(message: Message, now: Date, acceptanceDays: number): MessageEvent[] {
	const { recipient, type, sentAt } = message;
	const steps = messageSteps(recipient, type, acceptanceDays);
	return [
		{ eventType: 'SENT', at: sentAt },
		...reachedSteps(steps, sentAt, now).map(({ state, at }) => ({ eventType: state, at })),
	];
}
