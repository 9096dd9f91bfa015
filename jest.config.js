/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	// They need a server and a browser: `npm run test:n8n`.
	testPathIgnorePatterns: ['<rootDir>/test/n8n/'],
	modulePathIgnorePatterns: ['<rootDir>/dist'],
	// Types are checked by `npm run lint`; here they are only stripped.
	transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
	testTimeout: 30_000,
};
