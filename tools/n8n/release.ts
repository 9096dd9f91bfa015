import type { Manifest } from './cache';

/** The n8n that the package is tried with. */
export const N8N_VERSION = '2.41.1';

/** What is installed to have that n8n, whichever Node.js runs npm. */
export const manifest = {
	name: 'n8n-server',
	private: true,
	dependencies: {
		n8n: N8N_VERSION,
		// n8n needs Node.js 24; this package carries it.
		node: '24.21.0',
	},
	// Later versions depend on a package that not every registry has.
	overrides: { linkedom: '0.18.12' },
} satisfies Manifest;
