import type { INodeType } from 'n8n-workflow';
import packageJson from '../../package.json';
import { instanceFrom, operationsOf as publishedBy } from '../support/published';
import type { Kind, Provider, Row } from './providers';

/** An operation in the matrix. */
export interface Operation {
	provider: Provider;
	/** `resource.operation`, and more words where it is there more than once. */
	key: string;
	/** `Resource: Operation`, as the pages of the providers name it. */
	title: string;
	row: Row;
}

/** What an operation does, as n8n's parameters name it. */
export const partsOf = (key: string) => key.split(' ', 1)[0].split('.') as [string, string];

/**
 * The operations of a provider's node, each with its row, in the order of the editor.
 * @throws Error if an operation has no row, or a row no operation
 */
export function operationsOf(provider: Provider): Operation[] {
	const file = packageJson.n8n.nodes.find((path) =>
		path.toLowerCase().endsWith(`/${provider.node.toLowerCase()}.node.js`),
	);
	if (!file) throw new Error(`The package has no node '${provider.node}'`);
	const rows = Object.entries(provider.rows);
	const published = publishedBy(instanceFrom<INodeType>(file).description);
	const found = published.flatMap(({ resource, operation }) => {
		const name = `${resource.value}.${operation.value}`;
		const own = rows.filter(([key]) => key.split(' ', 1)[0] === name);
		if (own.length === 0) throw new Error(`${provider.title}: ${name} has no row in the matrix`);
		const title = `${resource.name}: ${operation.name}`;
		return own.map(([key, row]) => {
			const variant = key.slice(name.length + 1);
			return { provider, key, row, title: variant ? `${title} (${variant})` : title };
		});
	});
	if (found.length < rows.length) throw new Error(`${provider.title} has rows of no operation`);
	return found;
}

/** What the report calls the kinds. */
export const KINDS: Record<Kind, string> = {
	send: 'Sends',
	'keyed send': 'Idempotent sends with a key',
	setting: 'Idempotent sends that set a state',
	read: 'Reads',
};
