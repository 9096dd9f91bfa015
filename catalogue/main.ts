import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { red, say } from '../setup/progress.cjs';
import { documents } from './documents';
import { repository } from './generated';

/** `npm run docs`: writes what the documents take from the nodes and the examples, or looks whether it is there. */
async function main(): Promise<void> {
	const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
	for (const [path, text] of Object.entries(documents)) {
		const file = join(repository, path);
		const current = await text();
		if (!values.check) {
			await writeFile(file, current);
			say(`  ✓ ${path}`);
		} else if ((await readFile(file, 'utf8')) !== current) {
			say(red(`${path} is not what it should be by now: npm run docs`));
			process.exitCode = 1;
		}
	}
}

main().catch(({ message }: Error) => {
	say(red(message));
	process.exitCode = 1;
});
