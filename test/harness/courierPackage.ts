import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const source = join(__dirname, 'courier');
const metadataGenerator = require.resolve('n8n-core/bin/generate-metadata');

export interface CourierPackage {
	directory: string;
	remove: () => Promise<void>;
}

/** Lays a package out in a folder of its own as `npm run build` leaves ours: `dist` and its metadata. */
export async function buildCourierPackage(): Promise<CourierPackage> {
	const directory = await mkdtemp(join(tmpdir(), 'courier-'));
	await cp(join(source, 'package.json'), join(directory, 'package.json'));
	for (const part of ['nodes', 'credentials']) {
		await cp(join(source, part), join(directory, 'dist', part), { recursive: true });
	}
	await promisify(execFile)(process.execPath, [metadataGenerator], { cwd: directory });
	return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}
