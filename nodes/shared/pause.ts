import { sleep } from 'n8n-workflow';

/**
 * Timers of n8n can't be cancelled, so waiting is done in short sleeps: a cancelled run is noticed after one of them.
 */
export const RECHECK_INTERVAL = 200;

/** Waits so many milliseconds, and checks now and then whether the wait is still needed. */
export async function pause(milliseconds: number, isCancelled: () => boolean): Promise<void> {
	for (let left = milliseconds; left > 0 && !isCancelled(); left -= RECHECK_INTERVAL) {
		await sleep(Math.min(left, RECHECK_INTERVAL));
	}
}
