import { setTimeout as pause } from 'node:timers/promises';

/** How long every provider lets its callers wait for an answer, in real milliseconds. */
export class Latency {
	milliseconds = 0;

	async wait(): Promise<void> {
		// Not referenced: a slow answer must not keep a stopped sandbox's process alive.
		if (this.milliseconds > 0) await pause(this.milliseconds, undefined, { ref: false });
	}
}
