const Module = require('node:module');
const { dirname } = require('node:path');
const { Script } = require('node:vm');
const { default: JestRuntime } = require('jest-runtime');

/** Whether this is a package and not a file of this repository. Jest's own are created for each test file. */
const isPackage = (name) => !/^(\.|\/|@jest\/)/.test(name);

const isInPackage = (file) => /[\\/]node_modules[\\/]/.test(file);

/** Unloads the built package, which n8n loads itself: each test file has its own. */
function forgetRepository() {
	for (const [file, { parent }] of Object.entries(require.cache)) {
		if (isInPackage(file)) continue;
		delete require.cache[file];
		// Its parent would keep it in memory.
		if (parent) parent.children = parent.children.filter(({ filename }) => filename !== file);
	}
}

/** Compiled scripts by file and parameters: a file is compiled once for all test files of a process. */
const compiled = new Map();

/** Compiles a module's source to a function with a module's parameters, in which Jest and Node.js differ. */
function compile(source, filename, parameters) {
	const beginning = `(function (${parameters}) {`;
	const key = beginning + filename;
	const known = compiled.get(key);
	if (known?.source === source) return known.script.runInThisContext();
	const script = new Script(`${beginning}${source}\n})`, {
		filename,
		columnOffset: -beginning.length,
	});
	compiled.set(key, { source, script });
	return script.runInThisContext();
}

const { _compile: compileModule } = Module.prototype;
Module.prototype._compile = function (source, filename) {
	if (isInPackage(filename)) return compileModule.call(this, source, filename);
	const run = compile(source, filename, 'exports, require, module, __filename, __dirname');
	const load = Object.assign((name) => this.require(name), { cache: require.cache });
	return run.call(this.exports, this.exports, load, this, filename, dirname(filename));
};

/** Generating an RSA key takes longer than all else in a sandbox, so this file is also loaded only once. */
const IDENTITY = /[\\/]identity$/;
let identity;

/**
 * Runs test files as Node.js itself would: what they import from packages is loaded once for all files
 * of a process (n8n's engine takes 1.7 s), and all share the realm that it was loaded in. Files of this
 * repository are loaded again for each test file, as usual.
 */
exports.__esModule = true;
exports.default = class SharedPackagesRuntime extends JestRuntime {
	constructor(...options) {
		super(...options);
		forgetRepository();
		// By default, Jest gives each test file its own realm, whose errors and arrays the engine would not recognize.
		this.executor.compile = (source, filename) =>
			compile(source, filename, this.executor.injectedModuleParameters);
	}

	resetModules() {
		forgetRepository();
		super.resetModules();
	}

	requireModuleOrMock(from, name) {
		if (isPackage(name)) return require(name);
		if (IDENTITY.test(name)) return (identity ??= super.requireModuleOrMock(from, name));
		return super.requireModuleOrMock(from, name);
	}
};
