/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: '<rootDir>/test/support/jest/environment.js',
	runtime: '<rootDir>/test/support/jest/runtime.js',
	roots: ['<rootDir>/test'],
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/packages'],
	// What needs a real n8n has a command of its own.
	testPathIgnorePatterns: ['<rootDir>/test/n8n', '<rootDir>/test/packages', '<rootDir>/test/queue'],
	// Types are checked by `npm run lint`; here they are only stripped.
	transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
	testTimeout: 20_000,
	// Much of the time goes by in pauses between repeats, so no processor is kept free.
	maxWorkers: '100%',
};
