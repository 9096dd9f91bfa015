const { Script } = require('node:vm');
const { default: JestRuntime } = require('jest-runtime');

/** A package, and not a file of this repository; Jest's own are made for each test file. */
const isPackage = (name) => !/^(\.|\/|@jest\/)/.test(name);

/** The built package, which n8n loads itself: each test file has one of its own. */
function forgetRepository() {
	for (const file of Object.keys(require.cache)) {
		if (!/[\\/]node_modules[\\/]/.test(file)) delete require.cache[file];
	}
	// What has loaded them would keep them in memory.
	for (const loader of Object.values(require.cache)) {
		if (loader.children.some(({ filename }) => !require.cache[filename])) {
			loader.children = loader.children.filter(({ filename }) => require.cache[filename]);
		}
	}
}

/** What was compiled, by file: the same file is compiled once for all test files of a process. */
const compiled = new Map();

/** A function of a module's source, which has the parameters of a module. */
function compile(source, filename, parameters) {
	const known = compiled.get(filename);
	if (known?.source === source) return known.script.runInThisContext();
	const beginning = `(function (${parameters}) {`;
	const script = new Script(`${beginning}${source}\n})`, {
		filename,
		columnOffset: -beginning.length,
	});
	compiled.set(filename, { source, script });
	return script.runInThisContext();
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
			compile(source, filename, this.executor.injectedModuleParameters);
	}

	resetModules() {
		forgetRepository();
		super.resetModules();
	}

	requireModuleOrMock(from, name) {
		return isPackage(name) ? require(name) : super.requireModuleOrMock(from, name);
	}
};
