import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ownPlaces } from '../../../tools/new-provider/names';
import { PROVIDERS } from '../../../tools/providers';
import { repository } from '../../docs/markdown';

/** The files of a place, by their paths from the root of the repository. */
function filesIn(place: string): string[] {
	if (place.endsWith('-')) return filesIn(dirname(place)).filter((path) => path.startsWith(place));
	if (!existsSync(join(repository, place))) return [];
	if (statSync(join(repository, place)).isFile()) return [place];
	return readdirSync(join(repository, place), { recursive: true, encoding: 'utf8' })
		.map((path) => join(place, path))
		.filter((path) => statSync(join(repository, path)).isFile());
}

/** The folder of the example, where it has been put into the repository. */
const EXAMPLE = 'PigeonPost';

const read = (file: string) => readFileSync(join(repository, file), 'utf8');

/** What is to be decided in a file: a TODO ends with its line, its text in JSON, or its comment. */
const openIn = (file: string, text: string) =>
	[...text.matchAll(/TODO: (.*?)(?= -->|\\n|",|$)/gm)].map(([, task]) => `${file}: ${task}`);

describe.each([
	['a.ts', '// TODO: a \'b\' or "c"\n\ncode', 'a \'b\' or "c"'],
	['a.svg', '<!-- TODO: an icon -->\n<svg>', 'an icon'],
	['a.json', '"alias": ["TODO: words", "letter"]', 'words'],
	['examples/a.json', '"content": "## Send a letter\\n\\nTODO: a note",', 'a note'],
])('What is to be decided in %s', (file, text, task) => {
	it('is named, and nothing more', () => {
		expect(openIn(file, text)).toEqual([`${file}: ${task}`]);
	});
});

describe.each(PROVIDERS)('The files of $title', (provider) => {
	const files = ownPlaces(provider).flatMap(filesIn);

	it('are where every provider has its own', () => {
		expect(files.length).toBeGreaterThan(10);
	});

	it('leave nothing undecided that `npm run new-provider` has left open', () => {
		expect(files.flatMap((file) => openIn(file, read(file)))).toEqual([]);
	});

	if (provider.folder !== EXAMPLE) {
		it('have nothing left of the example that they began as', () => {
			const left = files.flatMap((file) => {
				const words = new Set(`${file}\n${read(file)}`.match(/pigeon|loft/gi));
				return words.size > 0 ? `${file}: still has ${[...words].join(', ')} of the example` : [];
			});
			expect(left).toEqual([]);
		});
	}
});
