/**
 * Needs a real n8n, so this is not part of `npm test`.
 * @type {import('jest').Config}
 */
module.exports = {
	...require('../../jest.config.js'),
	rootDir: '../..',
	// No n8n engine runs in this process, and it waits in real time, so Jest is used unmodified.
	runtime: require.resolve('jest-runtime'),
	transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
	testEnvironment: 'node',
	roots: ['<rootDir>/test/packages'],
	testPathIgnorePatterns: [],
	testTimeout: 600_000,
};
