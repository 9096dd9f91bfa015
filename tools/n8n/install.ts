import { dirname, join } from 'node:path';
import { installed, type InstallStep } from './cache';
import { manifest } from './release';

/** An n8n installation on disk. */
export interface Installation {
	/** The Node.js that it runs on. */
	node: string;
	/** The path of its command, a script for `node`. */
	n8n: string;
	/** The folder of `node`, for programs that n8n starts by name. */
	bin: string;
}

const installationIn = (folder: string): Installation => ({
	node: join(folder, 'node_modules/node/bin/node'),
	n8n: join(folder, 'node_modules/n8n/bin/n8n'),
	bin: join(folder, 'node_modules/.bin'),
});

const steps: InstallStep[] = [
	{
		label: 'Download n8n (once; about three minutes, 3 GB)',
		// One of n8n's dependencies compiles sources that it downloads, and nothing here needs it.
		command: ['npm', 'install', '--ignore-scripts', '--no-audit'],
	},
	{
		label: 'Put its Node.js in place, build its database driver (about a minute)',
		command: ['npm', 'rebuild', 'node', 'sqlite3', '--ignore-scripts=false'],
	},
];

/** The n8n that the package is tested with; installs it if it is missing. */
export const installN8n = async (): Promise<Installation> =>
	installationIn(await installed(`n8n-${manifest.dependencies.n8n}`, manifest, steps));

/** A PATH that starts with the given folders, followed by n8n's own Node.js. */
export const pathOf = ({ bin }: Installation, ...first: string[]) =>
	[...first, bin, dirname(process.execPath), process.env.PATH].join(':');
