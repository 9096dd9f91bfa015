/** @type {import('jest').Config} */
module.exports = {
	...require('../../jest.config.js'),
	rootDir: '../..',
	roots: ['<rootDir>/test/n8n'],
	testPathIgnorePatterns: [],
	// There is one editor, and a page is loaded in seconds or, on a busy machine, in a minute.
	maxWorkers: 1,
	testTimeout: 300_000,
};
