const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/** What Jest's test runner keeps of a test file among the globals. Each file has a runner of its own. */
const OF_THE_RUNNER = /^Symbol\((EVENT_HANDLERS|JEST_STATE_SYMBOL|RETRY_\w+|TEST_TIMEOUT_SYMBOL)\)$/;

/**
 * Gives test files the globals of Node.js itself, which the packages that they share also have. What packages
 * have put there stays; what Jest has put there for a file is taken away, or is what the next one replaces.
 */
module.exports = class SharedRealmEnvironment {
	global = globalThis;
	fakeTimers = null;
	/** Jest replaces both for each file. */
	found = { console, exit: process.exit };

	constructor({ projectConfig }) {
		this.moduleMocker = new ModuleMocker(globalThis);
		this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
	}

	async setup() {}

	async teardown() {
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
