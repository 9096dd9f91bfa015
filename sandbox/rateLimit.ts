/** How many requests are admitted per period of real time, because callers wait in real time as well. */
export type RateLimit = { requests: number } & ({ milliseconds: number } | { seconds: number });

const lengthOf = (limit: RateLimit) =>
	'seconds' in limit ? limit.seconds * 1000 : limit.milliseconds;

/** The limiter's decision about a request. */
export interface Admission {
	isAdmitted: boolean;
	/** How many more would be admitted now. */
	remaining: number;
	/** Milliseconds until the window has room for all requests again. */
	resetsIn: number;
}

/** Counts requests in fixed windows; refused requests count as well. */
export class FixedWindow {
	private startedAt = -Infinity;
	private taken = 0;
	private limit?: RateLimit;

	admit(limit: RateLimit): Admission {
		const { requests } = limit;
		const length = lengthOf(limit);
		const now = performance.now();
		// A changed limit starts a new window.
		if (limit !== this.limit || now >= this.startedAt + length) {
			this.limit = limit;
			this.startedAt = now;
			this.taken = 0;
		}
		this.taken += 1;
		return {
			isAdmitted: this.taken <= requests,
			remaining: Math.max(0, requests - this.taken),
			resetsIn: this.startedAt + length - now,
		};
	}
}

/** Counts the requests of each caller in a sliding window; refused requests do not count. */
export class SlidingWindow {
	private readonly byCaller = new Map<string, number[]>();

	/** @param caller such as an IP address */
	admit(caller: string, limit: RateLimit): Admission {
		const { requests } = limit;
		const length = lengthOf(limit);
		const now = performance.now();
		const recent = (this.byCaller.get(caller) ?? []).filter((time) => now - time < length);
		const isAdmitted = recent.length < requests;
		if (isAdmitted) recent.push(now);
		this.byCaller.set(caller, recent);
		return {
			isAdmitted,
			remaining: requests - recent.length,
			resetsIn: (recent.at(-1) ?? now) + length - now,
		};
	}
}
