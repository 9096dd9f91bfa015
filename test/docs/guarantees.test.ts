import { links, read, section, tableRows } from './markdown';

const rows = tableRows(section(read('docs/guarantees.md'), 'What is promised')).slice(2);

describe.each(rows)('%s', (promise, proof, end) => {
	it('has a test that proves it, and tells where it ends', () => {
		expect(promise).not.toBe('');
		expect(links(proof).some((target) => target.endsWith('.test.ts'))).toBe(true);
		expect(end).not.toBe('');
	});
});

it('the pages that keep promises are of a size that is read', () => {
	const words = (page: string) =>
		read(`docs/${page}.md`)
			.replace(/^\|.*$/gm, '')
			.split(/\s+/).length;
	for (const page of ['guarantees', 'deduplication', 'webhooks', 'data-protection']) {
		expect([page, words(page) < 1_800]).toEqual([page, true]);
	}
});
