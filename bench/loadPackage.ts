import { LazyPackageDirectoryLoader } from 'n8n-core';

/** What it takes n8n to load a package when it starts. */
export interface Loaded {
	milliseconds: number;
	/** Of memory that stays in use. */
	bytes: number;
}

function memoryInUse(): number {
	gc?.();
	return process.memoryUsage().heapUsed;
}

/** Loads a package as n8n does, and prints what it took. Has to run in a process of its own, with --expose-gc. */
async function loadPackage(directory: string): Promise<Loaded> {
	const before = memoryInUse();
	const since = performance.now();
	const loader = new LazyPackageDirectoryLoader(directory);
	await loader.loadAll();
	const milliseconds = performance.now() - since;
	const bytes = memoryInUse() - before;
	// Kept until it is measured.
	if (loader.types.nodes.length === 0) throw new Error(`There are no nodes in ${directory}`);
	return { milliseconds, bytes };
}

void loadPackage(process.argv[2]).then((loaded) => {
	process.stdout.write(`\n${JSON.stringify(loaded)}\n`);
});
