import { LazyPackageDirectoryLoader } from 'n8n-core';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';

/** What n8n loads from a package at startup, and when its types are first used. */
export interface LoadedPackage {
	packageName: string;
	/** Files of the package that were executed when it was loaded, and on first use of all its types. */
	runAtLoad: string[];
	runAtUse: string[];
	nodes: LoadedType[];
	credentials: LoadedType[];
}

interface LoadedType {
	name: string;
	displayName: string;
	/** URLs relative to the root of n8n's server. */
	iconUrl?: string | { light: string; dark: string };
	/** From the codex file. */
	categories?: string[];
	documentation?: string;
	/** Name of the class that is instantiated on first use of the type. */
	className: string;
}

/** Loads the package in a folder as n8n's server does. Must run in a process that has not executed any of it yet. */
async function loadPackage(directory: string): Promise<LoadedPackage> {
	const loader = new LazyPackageDirectoryLoader(directory);
	await loader.loadAll();
	const dist = join(realpathSync(directory), 'dist');
	const filesRun = () =>
		Object.keys(require.cache).filter((file) => file.startsWith(dist) && file.endsWith('.js'));
	const runAtLoad = filesRun();
	const types = {
		nodes: loader.types.nodes.map(({ name, displayName, iconUrl, codex }) => ({
			name,
			displayName,
			iconUrl,
			categories: codex?.categories,
			documentation: codex?.resources?.primaryDocumentation?.[0]?.url,
			className: loader.getNode(name).type.constructor.name,
		})),
		credentials: loader.types.credentials.map(({ name, displayName, iconUrl }) => ({
			name,
			displayName,
			iconUrl,
			className: loader.getCredential(name).type.constructor.name,
		})),
	};
	return { packageName: loader.packageName, runAtLoad, runAtUse: filesRun(), ...types };
}

async function main(): Promise<void> {
	const loaded: LoadedPackage[] = [];
	for (const directory of process.argv.slice(2)) loaded.push(await loadPackage(directory));
	process.stdout.write(`\n${JSON.stringify(loaded)}\n`);
}

void main();
