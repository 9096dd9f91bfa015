import type { Clock } from '../clock';

/** Something that was sent, with its time by the sandbox's clock and in real time. */
export interface Sent {
	createdAt: Date;
	/** Real time, in milliseconds; the switch `listDelay` counts from it. */
	arrivedAt: number;
}

/** The times of something that is sent now. */
export const sentNow = (clock: Clock): Sent => ({
	createdAt: clock.now(),
	arrivedAt: performance.now(),
});
