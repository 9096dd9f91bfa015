/**
 * Needs a real n8n, so this is no part of `npm test`.
 * @type {import('jest').Config}
 */
module.exports = {
	...require('../../jest.config.js'),
	rootDir: '../..',
	roots: ['<rootDir>/test/packages'],
	testPathIgnorePatterns: [],
	testTimeout: 600_000,
};
