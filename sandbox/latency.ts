import { setTimeout as pause } from 'node:timers/promises';

/** How long every provider delays its answers, in real milliseconds. */
export class Latency {
	milliseconds = 0;

	async wait(): Promise<void> {
		// Unreferenced: a slow answer must not keep the process of a stopped sandbox alive.
		if (this.milliseconds > 0) await pause(this.milliseconds, undefined, { ref: false });
	}
}
