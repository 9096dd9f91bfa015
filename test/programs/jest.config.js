const base = require('../../jest.config.js');
const { programs } = require('./tests');

/**
 * What is proved once more from outside, by programs as their users start them. It takes longer than all
 * other tests together, so it is no part of `npm test`.
 * @type {import('jest').Config}
 */
module.exports = {
	...base,
	rootDir: '../..',
	testPathIgnorePatterns: [],
	testMatch: programs,
};
