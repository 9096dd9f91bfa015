/**
 * Needs a real n8n, so this is no part of `npm test`.
 * @type {import('jest').Config}
 */
module.exports = {
	...require('../../jest.config.js'),
	rootDir: '../..',
	// No engine of n8n is in this process, and what it waits for is real: so Jest is as it comes.
	runtime: require.resolve('jest-runtime'),
	transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
	testEnvironment: 'node',
	roots: ['<rootDir>/test/packages'],
	testPathIgnorePatterns: [],
	testTimeout: 600_000,
};
