import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import { publishedNodes } from '../../tools/docs/nodes';
import packageJson from '../../package.json';
import { choices, instanceFrom, operationsOf } from '../../tools/engine/published';
import { PROVIDERS } from '../../tools/providers';
import { anchors, read, section, tableRows } from './markdown';

const pages = publishedNodes().map(({ description, page }) => ({
	description,
	page,
	text: read(page),
}));

/** The operations of a node, with the parameters of each. */
const operations = pages.flatMap(({ description, page, text }) =>
	operationsOf(description).map(({ resource, operation, parameters }) => ({
		node: description.displayName,
		resource: resource.name,
		operation: operation.name,
		key: [String(resource.value), String(operation.value)] as const,
		page,
		text,
		parameters,
	})),
);

const triggers = pages.filter(({ description }) => description.polling);

const webhookTriggers = pages.filter(({ description }) => description.webhooks);

/** The labels of parameters and of everything nested in them. */
const labels = (properties: INodeProperties[]): string[] =>
	properties.flatMap(({ displayName, type, options = [] }) => {
		if (type === 'notice') return [];
		const isNested = type === 'collection' || type === 'fixedCollection';
		const within = (isNested ? options : []).flatMap((option) =>
			'values' in option ? labels(option.values) : labels([option as INodeProperties]),
		);
		return [displayName, ...within];
	});

/** Whether a section shows an output, or refers to an operation on the page that has the same output and shows it. */
function hasExample(own: string, page: string): boolean {
	if (own.includes('```json')) return true;
	const [, anchor] = /as under \[[^\]]+\]\(#([\w-]+)\)/.exec(own) ?? [];
	return operations.some(({ resource, operation, page: other, text }) => {
		const heading = `${resource}: ${operation}`;
		const isIt = other === page && anchors(`### ${heading}`).includes(anchor ?? '');
		return isIt && section(text, heading).includes('```json');
	});
}

it('finds operations and triggers to hold the documents to', () => {
	expect(operations.length).toBeGreaterThan(0);
	expect(triggers.length).toBeGreaterThan(0);
	expect(webhookTriggers.length).toBeGreaterThan(0);
});

describe.each(operations)(
	'$node, $resource: $operation',
	({ resource, operation, page, text, parameters }) => {
		it('has its parameters, and an example of its output, in the page of the provider', () => {
			const own = section(text, `${resource}: ${operation}`);
			const common = section(text, 'Operations').split('\n### ', 1)[0];
			const missing = labels(parameters).filter((label) => !`${common}\n${own}`.includes(label));
			const heading = `'### ${resource}: ${operation}'`;
			expect([
				...missing.map((label) => `${page}: ${heading} does not have the parameter '${label}'`),
				...(hasExample(own, page) ? [] : [`${page}: ${heading} has no example in JSON`]),
			]).toEqual([]);
		});
	},
);

it.each([...new Set(operations.map(({ page }) => page))])(
	'%s has sections about no other operations than the node has',
	(page) => {
		const named = operations
			.filter((operation) => operation.page === page)
			.map(({ resource, operation }) => `${resource}: ${operation}`);
		const told = [...read(page).matchAll(/^### (.+: .+)$/gm)].map(([, heading]) => heading);
		const stale = told.filter((heading) => !named.includes(heading));
		expect(stale.map((heading) => `${page}: there is no operation '${heading}'`)).toEqual([]);
	},
);

/** The operations that a cell names: `Email: Send, User: Create and Delete`. */
const operationsIn = (cell: string): string[] =>
	[
		...cell
			.replace(/ and (?=[\w ]+:)/g, ', ')
			.matchAll(/([A-Z][\w ]*): ([A-Z][\w ]*?)(?= \(|[,;]|$)/g),
	].flatMap(([, resource, names]) => names.split(' and ').map((name) => `${resource}: ${name}`));

describe.each(PROVIDERS)(
	'The page on guarantees, of $title,',
	({ title, operations: { rows } }) => {
		it('has each operation in the column of its kind', () => {
			const [, sends = '', repeatable = ''] =
				tableRows(section(read('docs/guarantees.md'), 'Sends and reads')).find(
					([cell]) => cell === title,
				) ?? [];
			const own = operations.filter(({ node }) => node === title);
			const kindOf = (resource: string, operation: string) =>
				Object.entries(rows).find(([key]) => key.split(' ')[0] === `${resource}.${operation}`)?.[1]
					.kind;
			const wrong = own.flatMap(({ resource, operation, key }) => {
				const kind = kindOf(...key);
				const name = `${resource}: ${operation}`;
				const isIn = [operationsIn(sends).includes(name), operationsIn(repeatable).includes(name)];
				const belongs = [kind === 'send', kind === 'keyed send' || kind === 'setting'];
				return isIn.join() === belongs.join()
					? []
					: [`docs/guarantees.md, row '${title}': ${name} is a ${kind}, and stands elsewhere`];
			});
			expect(wrong).toEqual([]);
		});
	},
);

it('the page on deduplication lists the operations that send once per reference', () => {
	const told = tableRows(section(read('docs/deduplication.md'), 'Prevent Duplicates By'))
		.filter(([node]) => operations.some((operation) => operation.node === node))
		.flatMap(([node, list]) => list.split(', ').map((operation) => `${node}, ${operation}`));
	const offered = operations
		.filter(({ parameters }) => labels(parameters).includes('Prevent Duplicates By'))
		.map(({ node, resource, operation }) => `${node}, ${resource}: ${operation}`);
	expect(offered.length).toBeGreaterThan(0);
	expect(told.sort()).toEqual(offered.sort());
});

describe.each([
	...triggers.map((page) => ({ ...page, parameter: 'event', heading: 'Trigger' })),
	...webhookTriggers.map((page) => ({ ...page, parameter: 'events', heading: 'Webhook trigger' })),
])('$description.displayName', ({ description, text, parameter, heading }) => {
	const events = choices(description.properties.find(({ name }) => name === parameter));

	it('has its events and parameters in the page of the provider', () => {
		const own = section(text, heading);
		const shown = description.properties.filter(({ type }) => type !== 'notice');
		const wanted = [...events.map(({ name }) => name), ...labels(shown.slice(1))];
		expect(wanted.filter((label) => !own.includes(label))).toEqual([]);
	});
});

describe.each(packageJson.n8n.credentials)('%s', (file) => {
	const { documentationUrl = '', properties } = instanceFrom<ICredentialType>(file);
	const [path, anchor] = documentationUrl.replace(/^.*\/blob\/main\//, '').split('#');

	it('leads to its section in the page of the provider', () => {
		expect(anchors(read(path))).toContain(anchor);
	});

	it('has its fields there', () => {
		const own = section(read(path), 'Credential');
		expect(labels(properties).filter((label) => !own.includes(label))).toEqual([]);
	});
});
