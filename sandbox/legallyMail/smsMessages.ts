import { randomUUID } from 'node:crypto';
import { milliseconds, type Clock } from '../clock';
import { reachedSteps } from '../scenarios';
import { smsStepsOf } from './magicNames';
import { sentNow, type Sent } from './sent';

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

/** In the sample, the confirmation follows the delivery after five seconds. */
const confirmation = milliseconds({ seconds: 5 });

/** The SMS that were accepted. */
export class SmsMessages {
	private readonly byUuid = new Map<string, Sms>();

	constructor(private readonly clock: Clock) {}

	add(details: Pick<Sms, 'phone' | 'message' | 'credits'>): Sms {
		const sms = {
			uuid: randomUUID(),
			...details,
			...sentNow(this.clock),
		};
		this.byUuid.set(sms.uuid, sms);
		return sms;
	}

	find(uuid: string): Sms | undefined {
		return this.byUuid.get(uuid);
	}

	stateOf({ phone, createdAt }: Sms): SmsState {
		const now = this.clock.now();
		const [step] = reachedSteps(smsStepsOf(phone), createdAt, now);
		if (!step) return { status: 'sent', deliveredAt: null, failedAt: null, confirmedAt: null };
		const { state, at } = step;
		const confirmedAt = new Date(at.getTime() + confirmation);
		return {
			status: state,
			deliveredAt: state === 'delivered' ? at : null,
			failedAt: state === 'failed' ? at : null,
			confirmedAt: confirmedAt <= now ? confirmedAt : null,
		};
	}
}
