const timers = require('node:timers/promises');

/** The milliseconds of real time that tests of this process have waited. */
let slept = 0;

/** @returns the milliseconds that have been slept so far */
exports.sleptSoFar = () => slept;

/** Records the caller of a function, which is cheap. `fileOf` reads it, which is not; most timers are cleared. */
function callerOf(callee) {
	const { stackTraceLimit } = Error;
	Error.stackTraceLimit = 1;
	const caller = {};
	Error.captureStackTrace(caller, callee);
	Error.stackTraceLimit = stackTraceLimit;
	return caller;
}

/** The file of a caller, without source maps, which make error stacks slow. */
function fileOf(caller) {
	const { prepareStackTrace } = Error;
	Error.prepareStackTrace = (_error, [site]) => site?.getFileName() ?? '';
	const file = caller.stack;
	Error.prepareStackTrace = prepareStackTrace;
	return file;
}

/** Jest sets timers of its own, such as that of its reporter. */
const OF_JEST = /node_modules[\\/](@jest|jest-[a-z]+)[\\/]/;

/**
 * Counts the real timers that fire, by their delays, until it is stopped.
 * @returns a function that stops it
 */
exports.countSleeps = () => {
	const { setTimeout: startTimer } = globalThis;
	const { setTimeout: pause } = timers;
	const setTimeout = (work, milliseconds = 0, ...values) => {
		const caller = callerOf(setTimeout);
		return startTimer(() => {
			if (!OF_JEST.test(fileOf(caller))) slept += milliseconds;
			work(...values);
		}, milliseconds);
	};
	globalThis.setTimeout = Object.assign(setTimeout, startTimer);
	timers.setTimeout = async (milliseconds = 0, ...rest) => {
		const value = await pause(milliseconds, ...rest);
		slept += milliseconds;
		return value;
	};
	return () => {
		globalThis.setTimeout = startTimer;
		timers.setTimeout = pause;
	};
};
