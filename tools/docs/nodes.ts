import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import packageJson from '../../package.json';
import { choices, instanceFrom, operationsOf } from '../engine/published';
import { asTable } from './table';

const repository = resolve(__dirname, '../..');

interface Codex {
	resources: { primaryDocumentation: Array<{ url: string }> };
}

/** A node of the built package, and the documentation page in its codex file. */
export interface PublishedNode {
	description: INodeTypeDescription;
	/** Path in the repository. */
	page: string;
}

/** All nodes, grouped by provider. */
export const publishedNodes = (): PublishedNode[] =>
	packageJson.n8n.nodes.map((file) => {
		const { description } = instanceFrom<INodeType>(file);
		const codex = file.replace(/^dist\/(.*)\.js$/, '$1.json');
		const { resources } = JSON.parse(readFileSync(join(repository, codex), 'utf8')) as Codex;
		const [{ url }] = resources.primaryDocumentation;
		return { description, page: url.replace(/^.*\/blob\/main\//, '') };
	});

/** The names of a trigger's events, which a parameter lists. */
const eventsOf = ({ properties }: INodeTypeDescription, parameter: string) =>
	choices(properties.find(({ name }) => name === parameter)).map(({ name }) => name);

/** The rows of a node: one for each resource, or one with the events of a trigger. */
function rows({ description, page }: PublishedNode): string[][] {
	const { displayName, polling, webhooks } = description;
	const row = (section: string, resource: string, does: string[]) => [
		`[${displayName}](${page}#${section})`,
		resource,
		does.join(', '),
	];
	if (webhooks) return [row('webhook-trigger', '', eventsOf(description, 'events'))];
	if (polling) return [row('trigger', '', eventsOf(description, 'event'))];
	const operations = operationsOf(description);
	const resources = [...new Set(operations.map(({ resource }) => resource.name))];
	return resources.map((name) =>
		row(
			'operations',
			name,
			operations
				.filter(({ resource }) => resource.name === name)
				.map(({ operation }) => operation.name),
		),
	);
}

/** The table of operations with a deduplication key, by node. */
export const keyedTable = (): string =>
	asTable(
		['node', 'operations with Options > Prevent Duplicates By'],
		publishedNodes().flatMap(({ description }) => {
			const keyed = operationsOf(description)
				.filter(({ parameters }) => JSON.stringify(parameters).includes('"deduplicationKey"'))
				.map(({ resource, operation }) => `${resource.name}: ${operation.name}`);
			return keyed.length > 0 ? [[description.displayName, keyed.join(', ')]] : [];
		}),
	);

/** The table of all nodes with their operations and events. */
export const nodesTable = (): string =>
	asTable(['node', 'resource', 'operations, or events'], publishedNodes().flatMap(rows));
