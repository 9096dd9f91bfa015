/** How far to move the clock; the fields add up. */
export interface Duration {
	days?: number;
	hours?: number;
	minutes?: number;
	seconds?: number;
}

/** @returns the duration in milliseconds */
export const milliseconds = ({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Duration): number =>
	(((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;

/**
 * The sandbox's time: real time plus an offset. Providers compute from it what has happened, so a single call can
 * simulate fifteen days.
 */
export class Clock {
	private offset = 0;

	now(): Date {
		return new Date(Date.now() + this.offset);
	}

	advance(duration: Duration): void {
		this.offset += milliseconds(duration);
	}
}

/** Whether that many seconds have passed since then. Always true for zero seconds, even if the clock was set back. */
export const hasPassed = (clock: Clock, since: Date, seconds: number): boolean =>
	seconds === 0 || since.getTime() + seconds * 1000 <= clock.now().getTime();
