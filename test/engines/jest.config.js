const base = require('../../jest.config.js');

/** What n8n-core 2.0 requires and Jest can't: modules for `import` alone. */
const ES_MODULES = 'node_modules/(is-network-error|p-retry)/';

/**
 * The tests of `npm test`, in the engine that `npm run test:engines` names in the environment.
 * @type {import('jest').Config}
 */
module.exports = {
	...base,
	rootDir: '../..',
	setupFilesAfterEnv: [
		...(base.setupFilesAfterEnv ?? []),
		'<rootDir>/test/engines/watchRefusals.ts',
	],
	resolver: '<rootDir>/test/engines/resolver.js',
	// Older engines leave timers behind.
	forceExit: true,
	transform: {
		...base.transform,
		[`/${ES_MODULES}.+\\.js$`]: ['ts-jest', { diagnostics: false, tsconfig: { allowJs: true } }],
	},
	transformIgnorePatterns: ['/node_modules/(?!(is-network-error|p-retry)/)'],
};
