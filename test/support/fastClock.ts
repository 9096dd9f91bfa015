/** Where the clock stood when it was last fast: it never goes back, for limiters remember times. */
let latest = 0;

/**
 * Runs something with a clock that leaps from timer to timer, so that waits of minutes take no time.
 * Node, provider and engine live in this process and see the same clock; the network stays real.
 * What follows it in a test file has to run on the fast clock as well.
 */
export async function onFastClock<Result>(work: () => Promise<Result>): Promise<Result> {
	jest.useFakeTimers({
		now: Math.max(Date.now(), latest),
		doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'],
	});
	try {
		let isDone = false;
		const result = work().finally(() => (isDone = true));
		result.catch(() => undefined);
		while (!isDone) {
			await jest.advanceTimersByTimeAsync(20);
			// Lets the network do what it would do in that time.
			await new Promise((resolve) => setImmediate(resolve));
		}
		// A limiter that naps would sleep for good.
		await jest.runOnlyPendingTimersAsync();
		return await result;
	} finally {
		latest = Date.now();
		jest.useRealTimers();
	}
}
