const { compileFunction } = require('node:vm');
const { default: JestRuntime } = require('jest-runtime');

/** A package, and not a file of this repository; Jest's own are made for each test file. */
const isPackage = (name) => !/^(\.|\/|@jest\/)/.test(name);

/** The built package, which n8n loads itself: each test file has one of its own. */
function forgetRepository() {
	for (const file of Object.keys(require.cache)) {
		if (!/[\\/]node_modules[\\/]/.test(file)) delete require.cache[file];
	}
}

/**
 * Runs test files as Node.js itself would: what they import from packages is loaded once for all files
 * of a process (n8n's engine takes 1.7 s), and all share the realm that it was loaded in. Files of this
 * repository are loaded anew for each test file, as ever.
 */
exports.__esModule = true;
exports.default = class SharedPackagesRuntime extends JestRuntime {
	constructor(...options) {
		super(...options);
		forgetRepository();
		// In Jest, each test file has a realm of its own, whose errors and arrays the engine would not know.
		this.executor.compile = (source, filename) =>
			compileFunction(source, this.executor.injectedModuleParameters, { filename });
	}

	resetModules() {
		forgetRepository();
		super.resetModules();
	}

	requireModuleOrMock(from, name) {
		return isPackage(name) ? require(name) : super.requireModuleOrMock(from, name);
	}
};
