/** @type {import('jest').Config} */
module.exports = {
	...require('../../jest.config.js'),
	rootDir: '../..',
	// No n8n engine runs in this process, and it waits in real time, so Jest is used unmodified.
	runtime: require.resolve('jest-runtime'),
	transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
	roots: ['<rootDir>/test/n8n'],
	testPathIgnorePatterns: [],
	// What a failure leaves open must not keep a run from ending.
	forceExit: true,
	testEnvironment: '<rootDir>/test/n8n/environment.ts',
	// What is broken for one file is also broken for the next.
	bail: 3,
	// There is only one editor, and a page loads in seconds or, on a busy machine, in a minute.
	maxWorkers: 1,
	testTimeout: 240_000,
};
