const { AsyncLocalStorage } = require('node:async_hooks');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');
const { countSleeps, sleptSoFar } = require('./sleeps');

/** The globals in which Jest's test runner keeps the state of a test file. Each file has its own runner. */
const OF_THE_RUNNER =
	/^Symbol\((EVENT_HANDLERS|JEST_STATE_SYMBOL|RETRY_\w+|TEST_TIMEOUT_SYMBOL)\)$/;

/** The milliseconds of real time that the tests of a file may wait, unless it allows more with `@sleeps`. */
const USUAL_SLEEPS = 500;

/** The storages that were used since a test file began. Each slows down every promise of the process. */
const storages = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...values) {
	storages.add(this);
	return run.apply(this, values);
};

/** A disabled storage can be used again: `run` enables it. */
function disableStorages() {
	for (const storage of storages) storage.disable();
	storages.clear();
}

/**
 * Gives test files the globals of Node.js itself, which the shared packages also have. Globals that packages
 * have added stay; those that Jest has added for a file are removed, or replaced for the next file.
 * A file that waits in real time fails: it should use the leaping clock.
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
		// By now Jest has captured the real timers with which it ends hanging tests: one for each test and hook.
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

	/** Jest checks whether there is one; see `runtime.js`. */
	getVmContext() {
		return {};
	}
};
