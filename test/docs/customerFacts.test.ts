import { customerFacts } from '../../tools/docs/customerFacts';
import { read } from './markdown';

const facts = customerFacts.flatMap(({ title, facts }) =>
	facts.map((fact) => ({ title, ...fact })),
);

/** The text without emphasis and line breaks. */
const plain = (text: string) => text.replace(/\*\*/g, '').replace(/\s+/g, ' ');

describe.each(facts)('$title: $says', ({ source, read: day, told }) => {
	it('has a source, and the day on which it was read there', () => {
		expect(source).not.toBe('');
		expect(new Date(day).toISOString().slice(0, 10)).toBe(day);
	});

	it.each(Object.entries(told))('is told in %s: %s', (page, words) => {
		expect(plain(read(`docs/${page}.md`))).toContain(plain(words));
	});
});

it('the page lists them all', () => {
	const page = read('docs/facts.md');
	expect(facts.filter(({ says }) => !page.includes(says)).map(({ says }) => says)).toEqual([]);
});
