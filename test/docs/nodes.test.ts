import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import { publishedNodes } from '../../tools/docs/nodes';
import packageJson from '../../package.json';
import { choices, instanceFrom, operationsOf } from '../../tools/engine/published';
import { anchors, read, section, tableRows } from './markdown';

const pages = publishedNodes().map(({ description, page }) => ({ description, text: read(page) }));

/** The operations of a node, with the parameters of each. */
const operations = pages.flatMap(({ description, text }) =>
	operationsOf(description).map(({ resource, operation, parameters }) => ({
		node: description.displayName,
		resource: resource.name,
		operation: operation.name,
		text,
		parameters,
	})),
);

const triggers = pages.filter(({ description }) => description.polling);

const webhookTriggers = pages.filter(({ description }) => description.webhooks);

/** The labels of parameters and of all that is within them. */
const labels = (properties: INodeProperties[]): string[] =>
	properties.flatMap(({ displayName, type, options = [] }) => {
		const isNested = type === 'collection' || type === 'fixedCollection';
		const within = (isNested ? options : []).flatMap((option) =>
			'values' in option ? labels(option.values) : labels([option as INodeProperties]),
		);
		return [displayName, ...within];
	});

it('finds operations and triggers to hold the documents to', () => {
	expect(operations.length).toBeGreaterThan(0);
	expect(triggers.length).toBeGreaterThan(0);
	expect(webhookTriggers.length).toBeGreaterThan(0);
});

describe.each(operations)(
	'$node, $resource: $operation',
	({ resource, operation, text, parameters }) => {
		it('has its parameters, and an example of its output, in the page of the provider', () => {
			const own = section(text, `${resource}: ${operation}`);
			const common = section(text, 'Operations').split('\n### ', 1)[0];
			const missing = labels(parameters).filter((label) => !`${common}\n${own}`.includes(label));
			expect(missing).toEqual([]);
			expect(own).toContain('```json');
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
