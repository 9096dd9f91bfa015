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

describe.each(PROVIDERS)('The files of $title', (provider) => {
	const files = ownPlaces(provider).flatMap(filesIn);

	it('are where every provider has its own', () => {
		expect(files.length).toBeGreaterThan(10);
	});

	it('leave nothing undecided that `npm run new-provider` has left open', () => {
		const open = files.flatMap((file) =>
			[
				...readFileSync(join(repository, file), 'utf8').matchAll(
					/TODO: ([^"\n]*?)(?: -->|",?|$)/gm,
				),
			].map(([, task]) => `${file}: ${task}`),
		);
		expect(open).toEqual([]);
	});
});
