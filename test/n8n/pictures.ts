import { copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const repository = resolve(__dirname, '../..');

/** Where the pictures of a run go, seen from the checkout. */
export const PICTURES = 'test-output/n8n';

/** The pictures that README and docs show. */
const KEPT = ['search', 'send', 'output', 'follow', 'credential', 'tools'];

/** Of a picture in the documentation, in bytes: nobody should wait for it. */
const LARGEST = 60_000;

export const pictureFile = (name: string) => join(repository, PICTURES, `${name}.png`);

export async function withoutPictures(): Promise<void> {
	await rm(join(repository, PICTURES), { recursive: true, force: true });
	await mkdir(join(repository, PICTURES), { recursive: true });
}

/** Takes the pictures of this run into the documentation. @throws if one has become too large */
export async function keepPictures(): Promise<void> {
	const images = join(repository, 'docs/images');
	await mkdir(images, { recursive: true });
	for (const name of KEPT) {
		const { size } = await stat(pictureFile(name));
		if (size > LARGEST) throw new Error(`The picture '${name}' has ${size} bytes`);
		await copyFile(pictureFile(name), join(images, `${name}.png`));
	}
}
