import { publishedNodes } from '../../tools/docs/nodes';
import { operationsOf } from '../../tools/engine/published';
import { PROVIDERS } from '../../tools/providers';
import { documents, read, section } from './markdown';
import { readabilityOf } from './readability';

/** The part of README that is visible without scrolling. */
const firstScreen = read('README.md').split('## What you can rely on')[0];
const measure = readabilityOf(firstScreen);

/** How much higher a page's LIX may be than that of README's first screen. French and Italian words are longer. */
const MORE = { 'docs/fr': 11, 'docs/it': 11 } as Record<string, number>;
const moreFor = (page: string) => MORE[page.split('/').slice(0, 2).join('/')] ?? 6;

/** The maximum number of words in a sentence that can be understood at the first reading. */
const LONGEST = 30;

/** The maximum number of words on a provider's page, besides code and tables, and for each operation. */
const WORDS = 1_650;
const WORDS_OF_AN_OPERATION = 30;

it("README's first screen is short and easy to read", () => {
	expect(measure.words).toBeLessThan(300);
	expect(measure.lix).toBeLessThan(29);
	expect(measure.longest).toBeLessThanOrEqual(25);
});

describe.each(documents)('%s', (page) => {
	const own = readabilityOf(read(page));

	it("is not much harder to read than README's first screen", () => {
		expect(own.lix).toBeLessThan(measure.lix + moreFor(page));
	});

	it('has sentences that are not much longer', () => {
		expect(own.sentence).toBeLessThan(measure.sentence * 1.6);
	});
});

/** The parts for new users: up to the credential, or all of a quick start. */
const first = PROVIDERS.flatMap(({ page, quickStart }) => [
	{ page: `docs/${page}.md`, text: read(`docs/${page}.md`).split('\n## Credential')[0] },
	...(quickStart ? [{ page: quickStart.page, text: read(quickStart.page) }] : []),
]);

describe.each(first)('the beginning of $page', ({ text }) => {
	it('has no sentence that has to be read twice', () => {
		expect(readabilityOf(text).longest).toBeLessThanOrEqual(LONGEST);
	});
});

describe("README's first screen", () => {
	it('says which n8n it takes, as the table of versions does, and that n8n Cloud does not', () => {
		const [, oldest] = /\*\*Use n8n ([\d.]+) or a later 2\.x\.\*\*/.exec(read('README.md'))!;
		expect(firstScreen).toContain(`version ${oldest} or a later 2.x`);
		expect(firstScreen).toMatch(/n8n Cloud does not work/);
	});

	it('leads to a first letter in five steps, with a picture', () => {
		const steps = section(firstScreen, 'Your first letter');
		expect(steps.match(/^\d\. /gm)).toHaveLength(5);
		expect(steps).toMatch(/!\[.+\]\(docs\/images\/\w+\.png\)/);
	});

	it.each(PROVIDERS)(
		'leads to the page of $title, and to its quick start',
		({ page, quickStart }) => {
			expect(firstScreen).toContain(`(docs/${page}.md)`);
			if (quickStart) expect(firstScreen).toContain(`(${quickStart.page})`);
		},
	);
});

describe.each(PROVIDERS)('the page of $title', ({ page }) => {
	const text = read(`docs/${page}.md`);
	const [, heading] = /^## (First .*)$/m.exec(text) ?? [];

	it('begins with account, credential, send, follow and proof, in this order', () => {
		const steps = [...section(text, heading).matchAll(/^\d\. \*\*(\w+)\.\*\*/gm)];
		expect(steps.map(([, step]) => step)).toEqual([
			'Account',
			'Credential',
			'Send',
			'Follow',
			'Proof',
		]);
		expect(text.indexOf(`## ${heading}`)).toBe(text.indexOf('## '));
	});

	const own = readabilityOf(text);

	it("is about as easy to read as README's first screen, down to its last sentence", () => {
		expect(own.lix).toBeLessThan(measure.lix + 1);
		expect(own.longest).toBeLessThanOrEqual(LONGEST);
	});

	it('is not longer than its operations need', () => {
		const operations = publishedNodes()
			.filter((node) => node.page === `docs/${page}.md`)
			.flatMap(({ description }) => operationsOf(description));
		expect(own.words).toBeLessThan(WORDS + WORDS_OF_AN_OPERATION * operations.length);
	});

	it('has recipes, each with its example', () => {
		const recipes = section(text, 'Recipes').trim().split('\n');
		expect(recipes.length).toBeGreaterThan(1);
		for (const recipe of recipes) expect(recipe).toMatch(/\]\((examples|guarantees)\.md/);
	});
});
