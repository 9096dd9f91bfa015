import type { ICredentialType, INodeProperties, INodeType } from 'n8n-workflow';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { n8n } from '../package.json';
import { instanceFrom } from '../tools/engine/published';
import { documents, read, repository } from './docs/markdown';

/** Texts that are not used any more, with those in their place. */
const TEXTS: Array<{ today: RegExp; fromNowOn: string }> = [
	{ today: /All That Exist/, fromNowOn: 'All Available' },
	{ today: /Outcome of a Send/, fromNowOn: 'Delivery Outcome' },
	{ today: /Transmission Status Changed/, fromNowOn: 'Delivery Status Changed' },
	{ today: /Made by This Credential/, fromNowOn: 'Generate Automatically' },
	{ today: /Made by You/, fromNowOn: 'Enter Manually' },
	{ today: /Check With PostageApp/, fromNowOn: 'Verify Events With PostageApp' },
	{ today: /Output Rejected Recipients/, fromNowOn: 'Return Rejected Recipients' },
	{ today: /Inline Images/, fromNowOn: 'Inline Attachments' },
	{
		today: /Nothing starts it before/,
		fromNowOn: 'Publish the workflow to start receiving events',
	},
	{
		today: /test(s)? its form only|looks at the form only|shows with the first event/,
		fromNowOn: 'n8n can check only the format; the first event confirms it',
	},
	{ today: /warily/, fromNowOn: 'with caution' },
	{ today: /is to be reached/, fromNowOn: 'the deliverability of each recipient' },
	{ today: /look at \S+ whether it is there/i, fromNowOn: 'check at Stampee whether it arrived' },
	{
		today: /takes longer than n8n gives a poll/,
		fromNowOn: 'exceeded the time that n8n allows for a poll',
	},
	// Only what people search for has both.
	{ today: /\be-mail/i, fromNowOn: 'email, as n8n writes it' },
];

/** Words of our own in code and comments, with the plain ones in their place. */
const OWN_WORDS: Array<{ today: RegExp; fromNowOn: string }> = [
	{
		today: /\b(?:a|each|every|own|other|provider's) rooms?\b/i,
		fromNowOn: 'the folder of a provider',
	},
	{ today: /\bhouse(?:hold)?\b/i, fromNowOn: 'environment, folder, or what it holds' },
	{ today: /as tests hold (?:it|them)/, fromNowOn: 'as tests use it' },
	{
		today: /\b[Ff]ates?(?:Of)?\b|\b[Dd]eeds?(?:Of)?\b/,
		fromNowOn: 'an outcome, or an accepted request',
	},
	{
		today: /\bNotebook\b|\btellStory\b|\bplayAct\b/,
		fromNowOn: "a demonstration's record and run",
	},
	{ today: /without what was pasted along/, fromNowOn: 'without copy-and-paste residue' },
	{
		today: /Checks an item's [\w ]+ and makes (?:it|them) a request/,
		fromNowOn: 'validates it and creates its request',
	},
	{ today: /each look at (?:a list|the logs|a user)/, fromNowOn: 'each attempt of a lookup' },
	{
		today: /for n8n adds its own to them/,
		fromNowOn: 'because n8n adds its own items to the array',
	},
];

/** Labels that are not used any more: words that have their place elsewhere. */
const LABELS = [
	{ today: 'Kind', fromNowOn: 'Recipient Type' },
	{ today: 'Repeat', fromNowOn: 'Include Repeated Events' },
	{ today: 'Completed', fromNowOn: 'Delivered' },
	{ today: 'Retry', fromNowOn: 'Delayed' },
];

const filesIn = (folder: string, ending: string) =>
	(readdirSync(join(repository, folder), { recursive: true }) as string[])
		.filter((name) => name.endsWith(ending))
		.map((name) => join(folder, name));

const isComment = (line: string) => /^\s*(\/?\*|\/\/)/.test(line);

/** A source without its comments: what is left of its words are labels, hints and errors. */
const withoutComments = (source: string) =>
	source
		.split('\n')
		.filter((line) => !isComment(line))
		.map((line) => line.replace(/\s\/\/ .*$/, ''))
		.join('\n');

const places: Array<{ place: string; textOf: (file: string) => string; files: string[] }> = [
	{
		place: 'the nodes and credentials',
		textOf: (file) => withoutComments(read(file)),
		files: [...filesIn('nodes', '.ts'), ...filesIn('credentials', '.ts')],
	},
	{
		place: 'the documents',
		textOf: read,
		files: [...new Set([...documents, ...filesIn('docs', '.md')])],
	},
	{ place: 'the examples', textOf: read, files: filesIn('examples', '.json') },
];

describe.each(places)('in $place', ({ files, textOf }) => {
	const texts = files.map((file) => ({ file, text: textOf(file) }));

	it.each(TEXTS)('no $today is left: it says $fromNowOn', ({ today }) => {
		expect(texts.filter(({ text }) => today.test(text)).map(({ file }) => file)).toEqual([]);
	});
});

/** All names that a form shows: of parameters, of their options, of what these hold. */
const labelsIn = (properties: INodeProperties[]): string[] =>
	properties.flatMap(({ displayName, options = [] }) => [
		displayName,
		...options.flatMap((option) => {
			if ('values' in option) return [option.displayName, ...labelsIn(option.values)];
			return 'type' in option ? labelsIn([option]) : [option.name];
		}),
	]);

describe.each([...n8n.nodes, ...n8n.credentials])('%s', (file) => {
	const type = instanceFrom<INodeType | ICredentialType>(file);
	const { properties } = 'description' in type ? type.description : type;

	it.each(LABELS)('has nothing called $today: it is $fromNowOn', ({ today }) => {
		expect(labelsIn(properties)).not.toContain(today);
	});
});

/** The files that name the words which nothing else may use. */
const LISTS_OF_WORDS = ['test/architecture.test.ts', 'test/wording.test.ts'];

describe.each(['nodes', 'credentials', 'sandbox', 'tools', 'test'])(
	'in the sources below %s',
	(folder) => {
		const texts = filesIn(folder, '.ts')
			.filter((file) => !LISTS_OF_WORDS.includes(file))
			.map((file) => ({ file, text: read(file) }));

		it.each(OWN_WORDS)('no $today is left: it says $fromNowOn', ({ today }) => {
			expect(texts.filter(({ text }) => today.test(text)).map(({ file }) => file)).toEqual([]);
		});
	},
);
