const timers = require('node:timers/promises');

/** Milliseconds of the real clock that tests of this process have waited for. */
let slept = 0;

/** @returns the milliseconds that have been slept so far */
exports.sleptSoFar = () => slept;

/** Counts the real timers that come to their end, by the time that they were set to. */
exports.countSleeps = () => {
	const { setTimeout: startTimer } = globalThis;
	const { setTimeout: pause } = timers;
	globalThis.setTimeout = Object.assign(
		(work, milliseconds = 0, ...values) =>
			startTimer(() => {
				slept += milliseconds;
				work(...values);
			}, milliseconds),
		startTimer,
	);
	timers.setTimeout = async (milliseconds = 0, ...rest) => {
		const value = await pause(milliseconds, ...rest);
		slept += milliseconds;
		return value;
	};
};
