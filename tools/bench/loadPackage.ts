import { LazyPackageDirectoryLoader } from 'n8n-core';

/** The cost of loading a package when n8n starts. */
export interface Loaded {
	milliseconds: number;
	/** The process's CPU time in milliseconds, which does not depend on other load on the machine. */
	work: number;
	/** Bytes of memory that stay in use. */
	bytes: number;
}

function memoryInUse(): number {
	gc?.();
	return process.memoryUsage().heapUsed;
}

/**
 * Loads a package as n8n does, and prints the cost. Must run in a separate process, with --expose-gc.
 * @param first a package to load before, because n8n loads its own before community packages
 */
async function loadPackage(first: string, directory: string): Promise<Loaded> {
	await new LazyPackageDirectoryLoader(first).loadAll();
	const before = memoryInUse();
	const since = performance.now();
	const worked = process.cpuUsage();
	const loader = new LazyPackageDirectoryLoader(directory);
	await loader.loadAll();
	const milliseconds = performance.now() - since;
	const { user, system } = process.cpuUsage(worked);
	const bytes = memoryInUse() - before;
	// Keep the loader referenced until the memory has been measured.
	if (loader.types.nodes.length === 0) throw new Error(`There are no nodes in ${directory}`);
	return { milliseconds, work: (user + system) / 1000, bytes };
}

const [, , first, directory] = process.argv;
void loadPackage(first, directory).then((loaded) => {
	process.stdout.write(`\n${JSON.stringify(loaded)}\n`);
});
