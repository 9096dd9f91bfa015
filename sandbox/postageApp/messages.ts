import type { Duration } from '../clock';
import { reachedSteps } from '../scenarios';
import { runningNumber } from '../ids';
import { scenarioOf, type TransmissionStatus } from './magicNames';

/** One mail to one recipient. */
export interface Transmission {
	/** The Message-ID that the mail server assigns. */
	uniqueId: string;
	recipient: string;
}

/** One send_message. */
export interface Message {
	id: number;
	uid: string;
	subject: string | null;
	template: string | null;
	createdAt: Date;
	transmissions: Transmission[];
}

/** The status of a transmission at a given time; times are null while they are in the future. */
export interface Progress {
	status: TransmissionStatus;
	failedAt: Date | null;
	openedAt: Date | null;
	clickedAt: Date | null;
	code: string | null;
	message: string | null;
}

/** The messages of a project. */
export class Messages {
	private readonly byUid = new Map<string, Message>();
	/** Ten digits. */
	private readonly nextId = runningNumber(1_000_000_000, 4_000_000_000);

	add(message: Pick<Message, 'uid' | 'subject' | 'template' | 'createdAt'>, recipients: string[]) {
		const id = this.nextId();
		const transmissions = recipients.map((recipient, index) => ({
			uniqueId: `${id}.${index}@mailer.postageapp.com`,
			recipient,
		}));
		const added: Message = { id, ...message, transmissions };
		// A UID that is used again after its retention belongs to the newest message.
		this.byUid.delete(added.uid);
		this.byUid.set(added.uid, added);
		return added;
	}

	find(uid: string): Message | undefined {
		return this.byUid.get(uid);
	}

	/** Newest first. */
	list(): Message[] {
		return [...this.byUid.values()].reverse();
	}
}

/** The status of a transmission at a given time. */
export function progressOf(
	{ createdAt }: Message,
	{ recipient }: Transmission,
	now: Date,
): Progress {
	const { steps, opened, clicked } = scenarioOf(recipient);
	const timeOf = (after?: Duration) =>
		after ? (reachedSteps([{ after }], createdAt, now).at(0)?.at ?? null) : null;
	const step = reachedSteps(steps, createdAt, now).at(-1);
	return {
		status: step?.state ?? 'queued',
		failedAt: step?.state === 'failed' ? step.at : null,
		openedAt: timeOf(opened),
		clickedAt: timeOf(clicked),
		code: step?.code ?? null,
		message: step?.message ?? null,
	};
}

/** How many transmissions of a message have each status; statuses that none has are left out. */
export function countsOf(message: Message, now: Date): Partial<Record<TransmissionStatus, number>> {
	const counts: Partial<Record<TransmissionStatus, number>> = {};
	for (const transmission of message.transmissions) {
		const { status } = progressOf(message, transmission, now);
		counts[status] = (counts[status] ?? 0) + 1;
	}
	return counts;
}
