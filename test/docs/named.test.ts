import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { publishedNodes } from '../../tools/docs/nodes';
import { PROVIDERS } from '../../tools/providers';
import { documents, read, repository, section, tables } from './markdown';
import {
	eventNames,
	falseDenials,
	proseOf,
	providerOf,
	unknownNames,
	unknownOperations,
	vocabulary,
} from './named';

/** Pages that contain other names: of an example provider, of workflows, of tests, of earlier versions. */
const QUOTING = [
	'CHANGELOG.md',
	'CONTRIBUTING.md',
	'docs/add-a-provider.md',
	'docs/examples.md',
	'docs/faults.md',
];

describe.each(documents.filter((page) => !QUOTING.includes(page)))('%s', (page) => {
	const text = read(page);
	const words = vocabulary(providerOf(page));

	it('names only nodes, fields, choices and events that exist', () => {
		expect(unknownNames(text, words)).toEqual([]);
	});

	it('names only operations that exist', () => {
		expect(unknownOperations(text, words)).toEqual([]);
	});

	it('denies none that exists', () => {
		expect(falseDenials(text, words)).toEqual([]);
	});
});

/** The maximum size that n8n itself accepts for a webhook request. */
const N8N_PAYLOAD = '16 MB';

const sourcesIn = (folder: string) =>
	readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => read(join(folder, name)))
		.join('\n');

describe.each(PROVIDERS)('the page of $title', ({ page, folder, name, tables: { limits } }) => {
	const text = read(`docs/${page}.md`);

	it('names only statuses, in capitals, that the code knows', () => {
		const code = sourcesIn(`nodes/${folder}`) + sourcesIn(`sandbox/${name}`);
		const named = [...proseOf(text).matchAll(/`(?!ERR_)([A-Z]{3,}(?:_[A-Z]+)*)`/g)].map(
			([, word]) => word,
		);
		expect(named.filter((word) => !new RegExp(`\\b${word}\\b`).test(code))).toEqual([]);
	});

	it('has in its tables of events only those of its triggers', () => {
		const events = publishedNodes()
			.filter((node) => node.page === `docs/${page}.md`)
			.flatMap(({ description }) => eventNames(description));
		const told = tables(section(text, 'Trigger'))
			.filter(({ head: [first] }) => first === 'event')
			.flatMap(({ rows }) => rows.flatMap(([cell]) => cell.split(', ')));
		expect(told.filter((event) => !events.includes(event))).toEqual([]);
	});

	it('tells of sizes and numbers of requests only what its limits say, or what n8n does', () => {
		const known = `${N8N_PAYLOAD} ${limits.flat().join(' ')} ${[...text.matchAll(/<!-- made by[\s\S]*?<!-- end -->/g)].join(' ')}`;
		const named = [...proseOf(text).matchAll(/\b\d[\d,.]* (?:MB|requests a minute|bytes)\b/g)];
		expect(named.map(([limit]) => limit).filter((limit) => !known.includes(limit))).toEqual([]);
	});
});

describe('what pages have said wrongly', () => {
	const wordsOf = (name: string) => vocabulary(PROVIDERS.find((each) => each.name === name));

	it.each([
		['stemp', 'Deleting a user is not offered.'],
		['postageApp', 'Not offered: webhooks (they are set up in its own pages).'],
		['stemp', '| A list of users | Not covered: User: Get Many |'],
	])('is found at %s: %s', (name, sentence) => {
		expect(falseDenials(sentence, wordsOf(name))).toEqual([sentence]);
	});

	it('is found where an operation or a field does not exist', () => {
		const words = wordsOf('stemp');
		expect(unknownOperations('Use Email: Cancel, or Email: Get.', words)).toEqual([
			'Email: Cancel',
		]);
		expect(unknownNames('Fill in **Subject Line** and **Category**.', words)).toEqual([
			'Subject Line',
		]);
	});

	it('is not taken for it where something is denied that does not exist', () => {
		expect(falseDenials('Cancelling an email is not covered.', wordsOf('stemp'))).toEqual([]);
	});
});
