import { LazyPackageDirectoryLoader } from 'n8n-core';

/** What it takes n8n to load a package when it starts. */
export interface Loaded {
	milliseconds: number;
	/** For how many milliseconds the process had a processor, which other work on the machine does not lengthen. */
	work: number;
	/** Of memory that stays in use. */
	bytes: number;
}

function memoryInUse(): number {
	gc?.();
	return process.memoryUsage().heapUsed;
}

/**
 * Loads a package as n8n does, and prints what it took. Has to run in a process of its own, with --expose-gc.
 * @param first a package to load before: n8n has loaded its own when it comes to those of the community
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
	// Kept until it is measured.
	if (loader.types.nodes.length === 0) throw new Error(`There are no nodes in ${directory}`);
	return { milliseconds, work: (user + system) / 1000, bytes };
}

const [, , first, directory] = process.argv;
void loadPackage(first, directory).then((loaded) => {
	process.stdout.write(`\n${JSON.stringify(loaded)}\n`);
});
