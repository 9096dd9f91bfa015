import { exampleFiles } from '../../tools/new-provider/create';
import { tasks } from '../../tools/new-provider/tasks';
import { read } from './markdown';

const page = read('docs/add-a-provider.md');

/** The quotes on the page: a link to a file of the example, and code from it. */
const quotes = [
	...page.matchAll(/^\[`([\w./-]+)`\]\(pigeon-post\/\1\):\n\n```\w+\n([\s\S]*?)^```$/gm),
].map(([, path, code]) => ({ path, code }));

/** Removes the indentation, which is smaller in an excerpt of a file. */
const lines = (text: string) =>
	text
		.trim()
		.split('\n')
		.map((line) => line.trim())
		.join('\n');

describe('The page that shows how a provider is added', () => {
	it.each(quotes)('quotes $path as it is', ({ path, code }) => {
		expect(exampleFiles()).toContain(path);
		expect(lines(read(`docs/pigeon-post/${path}`))).toContain(lines(code));
	});

	it('says in one table what is to be decided in each file, and in no other words', () => {
		const told = tasks();
		const wrong = exampleFiles()
			.map((path) => [path, told.get(path) ?? []] as const)
			.filter(([, texts]) => texts.length !== 1)
			.map(
				([path, texts]) =>
					`docs/add-a-provider.md has ${texts.length} rows for pigeon-post/${path}, and not one`,
			);
		expect(wrong).toEqual([]);
		expect([...told.keys()].filter((path) => !exampleFiles().includes(path))).toEqual([]);
	});

	it('has no code but in blocks, each behind the name of its file or a command', () => {
		const prose = page.replace(/^```[\s\S]*?^```$/gm, '');
		expect(prose.match(/[{};]$|=>|\bconst /gm) ?? []).toEqual([]);
	});

	it('shows all kinds of files in which something is decided', () => {
		const kinds = [
			'delivery',
			'errors',
			'policies',
			'api',
			'lookup',
			'pollSources',
			'webhookEvents',
		];
		const shown = quotes.map(({ path }) => path).join('\n');
		expect(kinds.filter((kind) => !shown.includes(`/${kind}.ts`))).toEqual([]);
		for (const folder of ['credentials/', 'sandbox/', 'tools/providers/', 'test/nodes/']) {
			expect(shown).toContain(folder);
		}
	});
});
