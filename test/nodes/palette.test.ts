import type { INodePropertyOptions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { n8n } from '../../package.json';
import { instanceFrom } from '../../tools/engine/published';
import { PROVIDERS } from '../../tools/providers';
import { read } from '../docs/markdown';

/** The data by which n8n lists a node. */
const listed = n8n.nodes.map((file) => {
	const { description } = instanceFrom<INodeType>(file);
	const codex = file.replace(/^dist\//, '').replace(/\.js$/, '.json');
	const { alias } = JSON.parse(read(codex)) as { alias: string[] };
	return { file, description, alias, folder: file.split('/')[2] };
});

const isTrigger = ({ group }: INodeTypeDescription) => group.includes('trigger');

const withoutAccents = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '');

describe.each(PROVIDERS)('$title', ({ folder, searches }) => {
	const own = listed.filter((each) => each.folder === folder);

	it.each(searches)('is found by %s, with all its nodes', (words) => {
		const isFound = ({ alias, description }: (typeof own)[number]) =>
			[description.displayName, ...alias].some((name) =>
				name.toLowerCase().includes(words.toLowerCase()),
			);
		expect(own.filter((each) => !isFound(each)).map(({ file }) => file)).toEqual([]);
	});

	it('describes its service alike in all triggers, before it says what they start for', () => {
		// n8n also shows a trigger's description for the node of the same name.
		const services = own
			.filter(({ description }) => isTrigger(description))
			.map(({ description }) => /^(\S.*?): starts /.exec(description.description)?.[1]);
		expect(new Set(services).size).toBe(1);
		expect(services).not.toContain(undefined);
	});
});

describe.each(listed)('$file', ({ alias, description }) => {
	it('is found by each word with and without its accents', () => {
		expect(alias.map(withoutAccents).filter((word) => !alias.includes(word))).toEqual([]);
	});

	it('has each word once', () => {
		expect(alias).toEqual([...new Set(alias)]);
	});

	const operations = description.properties
		.filter(({ name }) => name === 'operation')
		.map(({ displayOptions, options, default: usual }) => ({
			resource: displayOptions!.show!.resource![0] as string,
			options: options as INodePropertyOptions[],
			usual,
		}));
	if (operations.length === 0) return;

	it('names each action without an article', () => {
		const actions = operations.flatMap(({ options }) => options.map(({ action }) => action));
		expect(actions.filter((action) => !action || /\b(a|an|the)\b/i.test(action))).toEqual([]);
	});

	/** The main operation of a node: the one with which it first sends something. */
	const MAIN = ['send', 'request'];

	it('does what it is there for unless something else is chosen', () => {
		const [resource] = description.properties;
		const first = operations.find((each) => each.resource === resource.default);
		expect(first?.usual).toBe('send');
	});

	it.each(
		operations.filter(({ options }) => options.some(({ value }) => MAIN.includes(String(value)))),
	)('offers the main action of $resource first where the order is free', (each) => {
		const values = each.options.map(({ value }) => String(value));
		expect(MAIN).toContain(each.usual);
		// n8n's linter requires sorting from five options on.
		if (values.length < 5) expect(MAIN).toContain(values[0]);
	});
});
