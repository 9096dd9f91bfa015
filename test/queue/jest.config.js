const base = require('../../jest.config.js');

/**
 * n8n in queue mode takes minutes to start, so this is no part of `npm test`.
 * @type {import('jest').Config}
 */
module.exports = {
	...base,
	rootDir: '../..',
	roots: ['<rootDir>/test/queue'],
	testPathIgnorePatterns: [],
	testTimeout: 1_800_000,
};
