const { AsyncLocalStorage } = require('node:async_hooks');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');
const { countSleeps, sleptSoFar } = require('./sleeps');

/** What Jest's test runner keeps of a test file among the globals. Each file has a runner of its own. */
const OF_THE_RUNNER =
	/^Symbol\((EVENT_HANDLERS|JEST_STATE_SYMBOL|RETRY_\w+|TEST_TIMEOUT_SYMBOL)\)$/;

/** For how many real milliseconds the tests of a file may wait, unless it says more with `@sleeps`. */
const USUAL_SLEEPS = 500;

/** The storages that were used since a test file began. Each makes every promise of a process slower. */
const storages = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...values) {
	storages.add(this);
	return run.apply(this, values);
};

/** A storage is used again by being run. */
function disableStorages() {
	for (const storage of storages) storage.disable();
	storages.clear();
}

/**
 * Gives test files the globals of Node.js itself, which the packages that they share also have. What packages
 * have put there stays; what Jest has put there for a file is taken away, or is what the next one replaces.
 * A file that waits in real time fails: there is a clock that leaps.
 */
module.exports = class SharedRealmEnvironment {
	global = globalThis;
	fakeTimers = null;
	/** Jest replaces both for each file. */
	found = { console, exit: process.exit };
	before = sleptSoFar();
	stopCounting = () => {};

	constructor({ projectConfig }, { docblockPragmas }) {
		this.moduleMocker = new ModuleMocker(globalThis);
		this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
		this.mayBeSlept = Number(docblockPragmas.sleeps ?? USUAL_SLEEPS);
	}

	async setup() {}

	handleTestEvent({ name }, state) {
		// By now Jest has taken the timers for itself that end the tests which hang: one for each test and hook.
		if (name === 'setup') this.stopCounting = countSleeps();
		const slept = sleptSoFar() - this.before;
		if (name !== 'run_finish' || slept <= this.mayBeSlept) return;
		state.unhandledErrors.push(
			new Error(
				`These tests waited for ${slept} ms of real time, and may for ${this.mayBeSlept}. ` +
					'Let the clock leap (tools/engine/leapingClock.ts), or say why not beside @sleeps.',
			),
		);
	}

	async teardown() {
		this.stopCounting();
		disableStorages();
		this.moduleMocker.restoreAllMocks();
		this.fakeTimersModern.dispose();
		globalThis.console = this.found.console;
		process.exit = this.found.exit;
		for (const name of Object.getOwnPropertySymbols(globalThis)) {
			if (OF_THE_RUNNER.test(String(name))) delete globalThis[name];
		}
	}

	exportConditions() {
		return ['node', 'node-addons'];
	}

	/** Jest asks whether there is one; see `runtime.js`. */
	getVmContext() {
		return {};
	}
};
