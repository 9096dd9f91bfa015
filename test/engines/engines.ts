/** An n8n engine that the package is run in: the parts of n8n's server that a node uses. */
export interface EngineRelease {
	/** The version of n8n. */
	n8n: string;
	/** The version of n8n-core, which depends on the other parts: `@n8n/di`, `@n8n/backend-common`, ... */
	core: string;
	workflow: string;
	/** Replaces versions that n8n-core requires and not every registry has, with the release before. */
	overrides?: Record<string, string>;
}

/**
 * The engines on the compatibility page, oldest first: the oldest 2.x, the releases around which something
 * changed that the package relies on, and the newest one that it was developed with. The versions that belong
 * together are listed here and not looked up each time, so that a run needs no network once they are installed,
 * and installs the same engine everywhere. `npm view n8n@X dependencies` shows them.
 */
export const ENGINES: EngineRelease[] = [
	{ n8n: '2.0.0', core: '2.0.0', workflow: '2.0.0' },
	{ n8n: '2.4.8', core: '2.4.4', workflow: '2.4.3' },
	{ n8n: '2.15.1', core: '2.15.0', workflow: '2.15.0' },
	{ n8n: '2.20.12', core: '2.20.6', workflow: '2.20.3' },
	{ n8n: '2.30.8', core: '2.30.4', workflow: '2.30.2' },
	{ n8n: '2.33.7', core: '2.33.2', workflow: '2.33.2' },
	{ n8n: '2.34.4', core: '2.34.2', workflow: '2.34.2' },
	{
		n8n: '2.34.6',
		core: '2.34.4',
		workflow: '2.34.3',
		overrides: {
			'@n8n/backend-common': '1.34.2',
			'@n8n/backend-network': '1.8.2',
			'@n8n/blob-storage': '1.2.2',
			'@n8n/client-oauth2': '1.16.2',
			'@n8n/decorators': '1.34.2',
		},
	},
	{ n8n: '2.35.2', core: '2.35.1', workflow: '2.35.0' },
	{ n8n: '2.35.3', core: '2.35.2', workflow: '2.35.1' },
	{ n8n: '2.38.7', core: '2.38.2', workflow: '2.38.1' },
	{ n8n: '2.41.1', core: '2.41.1', workflow: '2.41.0' },
];
