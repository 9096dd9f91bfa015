import type { StempSwitches } from './switches';

/** What the rate-limit headers say, and whether a request is one too many. */
export interface Count {
	limit: number;
	remaining: number;
	isOver: boolean;
	/** Seconds until the window ends. */
	retryAfter: number;
}

/** Counts requests in fixed windows of real time: callers wait in real time as well. */
export class RateLimit {
	private startedAt = -Infinity;
	private taken = 0;
	private rule?: StempSwitches['rateLimit'];

	constructor(private readonly switches: () => StempSwitches) {}

	count(): Count {
		const rule = this.switches().rateLimit;
		const { requests, seconds } = rule;
		const now = performance.now();
		// Another limit begins with a window of its own.
		if (rule !== this.rule || now >= this.startedAt + seconds * 1000) {
			this.rule = rule;
			this.startedAt = now;
			this.taken = 0;
		}
		this.taken += 1;
		const end = this.startedAt + seconds * 1000;
		return {
			limit: requests,
			remaining: Math.max(0, requests - this.taken),
			isOver: this.taken > requests,
			retryAfter: Math.ceil((end - now) / 1000),
		};
	}
}
