const base = require('../../jest.config.js');

/**
 * n8n in queue mode takes minutes to start, so this is no part of `npm test`.
 * @type {import('jest').Config}
 */
module.exports = {
	...base,
	rootDir: '../..',
	// No engine of n8n is in this process, and what it waits for is real: so Jest is as it comes.
	runtime: require.resolve('jest-runtime'),
	transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
	testEnvironment: 'node',
	roots: ['<rootDir>/test/queue'],
	testPathIgnorePatterns: [],
	// What a failure has left open must not keep a run from ending.
	forceExit: true,
	testTimeout: 1_800_000,
};
