import type { Clock } from '../clock';

/** Something that was sent, with when it came about by the sandbox's clock and in real time. */
export interface Sent {
	createdAt: Date;
	/** Real time, in milliseconds: what the switch `listDelay` counts from. */
	arrivedAt: number;
}

/** Something that is sent now. */
export const sentNow = (clock: Clock): Sent => ({
	createdAt: clock.now(),
	arrivedAt: performance.now(),
});
