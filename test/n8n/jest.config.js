/** @type {import('jest').Config} */
module.exports = {
	...require('../../jest.config.js'),
	rootDir: '../..',
	// No engine of n8n is in this process, and what it waits for is real: so Jest is as it comes.
	runtime: require.resolve('jest-runtime'),
	transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
	roots: ['<rootDir>/test/n8n'],
	testPathIgnorePatterns: [],
	// What a failure has left open must not keep a run from ending.
	forceExit: true,
	testEnvironment: '<rootDir>/test/n8n/environment.ts',
	// What is broken for one file is broken for the next.
	bail: 3,
	// There is one editor, and a page is loaded in seconds or, on a busy machine, in a minute.
	maxWorkers: 1,
	testTimeout: 240_000,
};
