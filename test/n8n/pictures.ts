import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { exampleNames } from '../../tools/demo/examples';
import { withPalette } from './palette';

const repository = resolve(__dirname, '../..');

/** The folder for the pictures of a run, relative to the checkout. */
export const PICTURES = 'test-output/n8n';

/** The pictures in README and docs, with their names in the tests. */
const KEPT: Record<string, string> = {
	...Object.fromEntries(exampleNames().map((name) => [`examples/${name}`, `example-${name}-ran`])),
	send: 'form-stampee-message-send',
	credential: 'credential-legallyMailApi-works',
	output: 'example-stampee-send-registered-letter-output',
	tools: 'tools-Stampee',
};

/** The maximum size of a picture in the documentation, in bytes, so that it loads fast. */
export const LARGEST = 60_000;

export const pictureFile = (name: string) => join(repository, PICTURES, `${name}.png`);

export async function withoutPictures(): Promise<void> {
	await rm(join(repository, PICTURES), { recursive: true, force: true });
	await mkdir(join(repository, PICTURES), { recursive: true });
}

/** Copies the pictures of this run into the documentation. @throws if one has become too large */
export async function keepPictures(): Promise<void> {
	const images = join(repository, 'docs/images');
	await mkdir(join(images, 'examples'), { recursive: true });
	for (const [name, source] of Object.entries(KEPT)) {
		const picture = withPalette(await readFile(pictureFile(source)));
		if (picture.length > LARGEST) {
			throw new Error(`The picture '${name}' has ${picture.length} bytes`);
		}
		await writeFile(join(images, `${name}.png`), picture);
	}
}
