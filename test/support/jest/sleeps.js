const timers = require('node:timers/promises');

/** Milliseconds of the real clock that tests of this process have waited for. */
let slept = 0;

/** @returns the milliseconds that have been slept so far */
exports.sleptSoFar = () => slept;

/** The file that called a function, without the source maps that make stacks of errors slow. */
function callerOf(callee) {
	const { prepareStackTrace, stackTraceLimit } = Error;
	Error.prepareStackTrace = (_error, [site]) => site?.getFileName() ?? '';
	Error.stackTraceLimit = 1;
	const place = {};
	Error.captureStackTrace(place, callee);
	const file = place.stack;
	Object.assign(Error, { prepareStackTrace, stackTraceLimit });
	return file;
}

/** Jest has timers of its own, as that of its reporter. */
const OF_JEST = /node_modules[\\/](@jest|jest-[a-z]+)[\\/]/;

/** Counts the real timers that come to their end, by the time that they were set to. */
exports.countSleeps = () => {
	const { setTimeout: startTimer } = globalThis;
	const { setTimeout: pause } = timers;
	const setTimeout = (work, milliseconds = 0, ...values) => {
		if (OF_JEST.test(callerOf(setTimeout))) return startTimer(work, milliseconds, ...values);
		return startTimer(() => {
			slept += milliseconds;
			work(...values);
		}, milliseconds);
	};
	globalThis.setTimeout = Object.assign(setTimeout, startTimer);
	timers.setTimeout = async (milliseconds = 0, ...rest) => {
		const value = await pause(milliseconds, ...rest);
		slept += milliseconds;
		return value;
	};
};
