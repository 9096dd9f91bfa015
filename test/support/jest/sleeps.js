const timers = require('node:timers/promises');

/** Milliseconds of the real clock that tests of this process have waited for. */
let slept = 0;

/** @returns the milliseconds that have been slept so far */
exports.sleptSoFar = () => slept;

/** Whether a timer is Jest's own, as that of its reporter. Its caller is the third line of the stack. */
const isOfJest = ({ stack }) =>
	/node_modules[\\/](@jest|jest-[a-z]+)[\\/]/.test(stack.split('\n')[2]);

/** Counts the real timers that come to their end, by the time that they were set to. */
exports.countSleeps = () => {
	const { setTimeout: startTimer } = globalThis;
	const { setTimeout: pause } = timers;
	const setTimeout = (work, milliseconds = 0, ...values) => {
		if (isOfJest(new Error())) return startTimer(work, milliseconds, ...values);
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
