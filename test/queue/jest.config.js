const base = require('../../jest.config.js');

/**
 * n8n in queue mode takes minutes to start, so this is not part of `npm test`.
 * @type {import('jest').Config}
 */
module.exports = {
	...base,
	rootDir: '../..',
	// No n8n engine runs in this process, and it waits in real time, so Jest is used unmodified.
	runtime: require.resolve('jest-runtime'),
	transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
	testEnvironment: 'node',
	roots: ['<rootDir>/test/queue'],
	testPathIgnorePatterns: [],
	// What a failure leaves open must not keep a run from ending.
	forceExit: true,
	testTimeout: 1_800_000,
};
