import type { Duration } from '../clock';

/** The statuses of a transmission. */
export type TransmissionStatus = 'queued' | 'retry' | 'completed' | 'failed';

/** Something that becomes of a transmission, so long after the message was taken on. */
interface Turn {
	after: Duration;
	status: Exclude<TransmissionStatus, 'queued'>;
	code: string;
	message: string;
}

export interface Fate {
	turns: Turn[];
	opened?: Duration;
	clicked?: Duration;
	/** What the suppression list says of the address once the last turn has come. */
	suppression?: { status: 'rejected' | 'warning'; suppression_state: string };
}

const soon: Duration = { minutes: 1 };
const delivered = (after: Duration): Turn => ({
	after,
	status: 'completed',
	code: 'SMTP_250',
	message: '2.0.0 OK',
});
const delayed: Turn = {
	after: soon,
	status: 'retry',
	code: 'SMTP_450',
	message: '4.2.0 Try again later',
};

/** What becomes of mail to anyone whose name is not in the table. */
const willing: Fate = { turns: [delivered(soon)] };

/** The local part of a recipient's address decides what becomes of the transmission. */
const fates: Record<string, Fate> = {
	open: { ...willing, opened: { minutes: 10 } },
	click: { ...willing, opened: { minutes: 10 }, clicked: { minutes: 12 } },
	bounce: {
		turns: [{ after: soon, status: 'failed', code: 'SMTP_550', message: 'No Such User Here' }],
		suppression: { status: 'rejected', suppression_state: 'hard_bounce' },
	},
	slow: { turns: [delayed, delivered({ hours: 4 })] },
	// PostageApp tries for up to 24 hours.
	expire: {
		turns: [
			delayed,
			{ after: { days: 1 }, status: 'failed', code: 'SMTP_450', message: '4.2.0 Gave up' },
		],
		suppression: { status: 'warning', suppression_state: 'soft_bounce' },
	},
};

/** `Bounce+42@example.org` is `bounce`: what follows a + tells addresses apart and changes nothing. */
export function fateOf(email: string): Fate {
	const name = email.split('@', 1)[0].split('+', 1)[0].toLowerCase();
	return Object.hasOwn(fates, name) ? fates[name] : willing;
}

/** The names that decide something, for a person who reads the landing page. */
export const magicNames = Object.keys(fates);
