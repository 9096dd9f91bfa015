import type { Manifest } from './cache';

/** The n8n version that the package is tested with. */
export const N8N_VERSION = '2.41.1';

/** The dependencies that provide that n8n, whichever Node.js runs npm. */
export const manifest = {
	name: 'n8n-server',
	private: true,
	dependencies: {
		n8n: N8N_VERSION,
		// n8n needs Node.js 24; this package contains it.
		node: '24.21.0',
	},
	// Later versions depend on a package that some registries lack.
	overrides: { linkedom: '0.18.12' },
} satisfies Manifest;
