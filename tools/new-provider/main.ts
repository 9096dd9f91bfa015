import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { create } from './create';
import { namesOf, ownPlaces } from './names';
import { register } from './register';

/** `npm run new-provider -- Name`; `--thing parcel` for what it sends, `--no-webhooks` if it pushes nothing. */
async function main(): Promise<void> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { thing: { type: 'string' }, 'no-webhooks': { type: 'boolean' } },
	});
	const root = resolve(__dirname, '../..');
	const names = namesOf(positionals[0] ?? '', values.thing);
	const taken = ownPlaces(names).filter((path) => existsSync(resolve(root, path)));
	if (taken.length > 0) throw new RangeError(`${taken.join(', ')}: there is one already`);
	const hasWebhooks = !values['no-webhooks'];
	const files = await create(root, names, { isUnfinished: true, hasWebhooks });
	const changed = await register(root, names, files);
	console.log(`${files.length} files were written, and ${changed.join(', ')} changed.`);
	console.log('Each file says in its first lines what is to be decided in it. What is left, says');
	console.log('  npx jest test/tools/new-provider/unfinished.test.ts');
	console.log('and docs/add-a-provider.md explains it.');
}

main().catch(({ message }: Error) => {
	console.error(message);
	process.exitCode = 1;
});
