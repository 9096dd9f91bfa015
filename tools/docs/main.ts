import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { red, say } from '../setup/progress.cjs';
import { documents, writeDocument } from './documents';
import { withoutPicture } from './gallery';
import { repository } from './generated';

/**
 * `npm run docs`: writes the generated parts of the documents (from nodes, examples and engine results). `--check` only
 * verifies that they are up to date; `--pictures` also verifies that each example has a picture, as a release requires.
 */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { check: { type: 'boolean' }, pictures: { type: 'boolean' } },
	});
	for (const [path, text] of Object.entries(documents)) {
		if (!values.check) {
			await writeDocument(path);
			say(`  ✓ ${path}`);
		} else if ((await readFile(join(repository, path), 'utf8')) !== (await text())) {
			say(red(`${path} is not what it should be by now: npm run docs`));
			process.exitCode = 1;
		}
	}
	for (const example of values.pictures ? withoutPicture() : []) {
		say(red(`${example} has no picture in docs/images: npm run test:n8n -- --pictures`));
		process.exitCode = 1;
	}
}

main().catch(({ message }: Error) => {
	say(red(message));
	process.exitCode = 1;
});
