const { programs } = require('./test/programs/tests');

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: '<rootDir>/test/support/jest/environment.js',
	runtime: '<rootDir>/test/support/jest/runtime.js',
	roots: ['<rootDir>/test'],
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/packages'],
	// What needs a real n8n, and what starts programs, has commands of its own.
	testPathIgnorePatterns: [
		'<rootDir>/test/n8n',
		'<rootDir>/test/packages',
		'<rootDir>/test/queue',
		...programs,
	],
	// Types are checked by `npm run lint`; here they are only stripped.
	transform: { '^.+\\.ts$': '<rootDir>/test/support/jest/transform.js' },
	testTimeout: 90_000,
	// There is nothing else to do meanwhile, so no processor is kept free.
	maxWorkers: '100%',
};
