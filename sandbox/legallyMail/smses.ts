import { randomUUID } from 'node:crypto';
import { milliseconds, type Clock } from '../clock';
import type { Sent } from './sent';
import { smsFateOf } from './magicNames';

/** A certified SMS. */
export interface Sms extends Sent {
	uuid: string;
	phone: string;
	message: string;
	credits: number;
}

export interface SmsState {
	status: 'sent' | 'delivered' | 'failed';
	deliveredAt: Date | null;
	failedAt: Date | null;
	/** When the time stamp of the delivery was confirmed. */
	confirmedAt: Date | null;
}

/** In the sample the confirmation comes five seconds after the delivery. */
const confirmation = milliseconds({ seconds: 5 });

/** The SMS that were taken on. */
export class Smses {
	private readonly byUuid = new Map<string, Sms>();

	constructor(private readonly clock: Clock) {}

	add(details: Pick<Sms, 'phone' | 'message' | 'credits'>): Sms {
		const sms = {
			uuid: randomUUID(),
			...details,
			createdAt: this.clock.now(),
			arrivedAt: performance.now(),
		};
		this.byUuid.set(sms.uuid, sms);
		return sms;
	}

	find(uuid: string): Sms | undefined {
		return this.byUuid.get(uuid);
	}

	stateOf({ phone, createdAt }: Sms): SmsState {
		const fate = smsFateOf(phone);
		const now = this.clock.now().getTime();
		const at = createdAt.getTime() + (fate ? milliseconds(fate.after) : Infinity);
		if (!fate || at > now) {
			return { status: 'sent', deliveredAt: null, failedAt: null, confirmedAt: null };
		}
		const confirmedAt = at + confirmation;
		return {
			status: fate.status,
			deliveredAt: fate.status === 'delivered' ? new Date(at) : null,
			failedAt: fate.status === 'failed' ? new Date(at) : null,
			confirmedAt: confirmedAt <= now ? new Date(confirmedAt) : null,
		};
	}
}
