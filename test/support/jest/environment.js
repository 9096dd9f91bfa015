const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/** Node.js' own globals for all test files of a process; what a file leaves there is taken away again. */
module.exports = class SharedRealmEnvironment {
	global = globalThis;
	fakeTimers = null;
	found = Object.getOwnPropertyDescriptors(globalThis);
	exit = process.exit;

	constructor({ projectConfig }) {
		this.moduleMocker = new ModuleMocker(globalThis);
		this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
	}

	async setup() {}

	async teardown() {
		this.fakeTimersModern.dispose();
		process.exit = this.exit;
		for (const name of Reflect.ownKeys(globalThis)) {
			const { configurable } = Object.getOwnPropertyDescriptor(globalThis, name);
			if (configurable && !(name in this.found)) delete globalThis[name];
		}
		Object.defineProperties(globalThis, this.found);
	}

	exportConditions() {
		return ['node', 'node-addons'];
	}

	/** Jest asks whether there is one; see `runtime.js`. */
	getVmContext() {
		return {};
	}
};
