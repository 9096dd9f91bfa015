import { links, read, section, tableRows } from './markdown';

const rows = tableRows(section(read('docs/guarantees.md'), 'What is promised')).slice(2);

describe.each(rows)('%s', (promise, proof, end) => {
	it('has a test that proves it, and tells where it ends', () => {
		expect(promise).not.toBe('');
		expect(links(proof).some((target) => target.endsWith('.test.ts'))).toBe(true);
		expect(end).not.toBe('');
	});
});

/** The maximum number of words outside tables, so that people read the page. */
const MAX_WORDS: Record<string, number> = {
	guarantees: 1_000,
	failures: 2_400,
	deduplication: 1_200,
	triggers: 850,
	webhooks: 600,
	'data-protection': 450,
};

it.each(Object.entries(MAX_WORDS))('the page on %s is of a size that is read', (page, most) => {
	const prose = read(`docs/${page}.md`).replace(/^\|.*$/gm, '');
	expect(prose.split(/\s+/).length).toBeLessThan(most);
});
