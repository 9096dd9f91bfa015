/**
 * The tests that start programs: the contract check, the demonstration, the commands of the documents, what writes
 * the documents, a checkout with another provider, n8n's engines, all packages, n8n's scanner, the processes of the
 * fault matrix, Jest itself.
 */
exports.programs = [
	'test/tools/check/main.test.ts',
	'test/tools/check/scheduled.test.ts',
	'test/tools/demo/demo.test.ts',
	'test/docs/addAProvider.test.ts',
	'test/docs/clone.test.ts',
	'test/docs/commands.test.ts',
	'test/docs/written.test.ts',
	'test/engines/run.test.ts',
	'test/faults/sample.test.ts',
	'test/harness/process.test.ts',
	'test/harness/sleeps.test.ts',
	'test/nodes/shared/files/largeFile.test.ts',
	'test/tools/release/packages.test.ts',
	'test/tools/release/publish.test.ts',
	'test/sandbox/cli.test.ts',
	'test/tools/setup/build.test.ts',
].map((file) => `<rootDir>/${file}`);
