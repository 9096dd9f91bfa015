const base = require('../../jest.config.js');

/**
 * The tests of `npm test`, in the engine that `npm run test:engines` sets in the environment: `native.js` makes
 * Node.js resolve it, and thereby all tests.
 * @type {import('jest').Config}
 */
module.exports = {
	...base,
	rootDir: '../..',
	setupFilesAfterEnv: ['<rootDir>/test/engines/watchRefusals.ts'],
	// Older engines leave timers behind.
	forceExit: true,
};
