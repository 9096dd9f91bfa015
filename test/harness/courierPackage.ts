import { PackageDirectoryLoader } from 'n8n-core';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const source = join(__dirname, 'courier');

export interface CourierPackage {
	directory: string;
	remove: () => Promise<void>;
}

/** Writes the metadata that n8n reads when it starts, as `n8n-generate-metadata` does in a separate process. */
async function writeMetadata(directory: string): Promise<void> {
	const loader = new PackageDirectoryLoader(directory);
	await loader.loadAll();
	for (const [folder, metadata] of Object.entries({ known: loader.known, types: loader.types })) {
		await mkdir(join(directory, 'dist', folder));
		for (const [kind, content] of Object.entries(metadata)) {
			await writeFile(join(directory, 'dist', folder, `${kind}.json`), JSON.stringify(content));
		}
	}
}

/** Creates a package in a separate folder as `npm run build` leaves ours: `dist` and its metadata. */
export async function buildCourierPackage(): Promise<CourierPackage> {
	const directory = await mkdtemp(join(tmpdir(), 'courier-'));
	await cp(join(source, 'package.json'), join(directory, 'package.json'));
	for (const part of ['nodes', 'credentials']) {
		await cp(join(source, part), join(directory, 'dist', part), { recursive: true });
	}
	await writeMetadata(directory);
	return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}
