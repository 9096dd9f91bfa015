import type { INodeParameters, INodeProperties, INodeType } from 'n8n-workflow';
import packageJson from '../../package.json';
import { instanceFrom, operationsOf as publishedBy } from '../../tools/engine/published';
import type { Provider } from '../../tools/providers';
import type { Kind, Row } from '../../tools/providers/operations';

/** An operation in the matrix. */
export interface Operation {
	provider: Provider;
	/** `resource.operation`, with a suffix if it has several rows. */
	key: string;
	/** `Resource: Operation`, as on the pages of the providers. */
	title: string;
	row: Row;
	/** Whether it has the option Prevent Duplicates By. */
	takesKey: boolean;
	/** Whether it has the option Wait for Final Status. */
	waits: boolean;
}

/** The resource and the operation, as in n8n's parameters. */
export const partsOf = (key: string) => key.split(' ', 1)[0].split('.') as [string, string];

/**
 * The operations of a provider's node, each with its row, in the order of the editor.
 * @throws Error if an operation has no row, or a row no operation
 */
export function operationsOf(provider: Provider): Operation[] {
	const file = packageJson.n8n.nodes.find((path) =>
		path.toLowerCase().endsWith(`/${provider.name.toLowerCase()}.node.js`),
	);
	if (!file) throw new Error(`package.json has no node '${provider.name}'`);
	const rows = Object.entries(provider.operations.rows);
	const published = publishedBy(instanceFrom<INodeType>(file).description);
	const found = published.flatMap(({ resource, operation, parameters }) => {
		const name = `${resource.value}.${operation.value}`;
		const own = rows.filter(([key]) => key.split(' ', 1)[0] === name);
		if (own.length === 0)
			throw new Error(`tools/providers/${provider.name}/operations.ts needs a row '${name}'`);
		const title = `${resource.name}: ${operation.name}`;
		const options = optionsIn(parameters);
		const takesKey = options.includes('deduplicationKey');
		const waits = options.includes('waitForFinalStatus');
		return own.map(([key, row]) => {
			const variant = key.slice(name.length + 1);
			const named = variant ? `${title} (${variant})` : title;
			return { provider, key, row, title: named, takesKey, waits };
		});
	});
	if (found.length < rows.length) throw new Error(`${provider.title} has rows of no operation`);
	return found;
}

const optionsIn = (parameters: INodeProperties[]) =>
	parameters
		.filter(({ name }) => name === 'options')
		.flatMap(({ options = [] }) => options.map(({ name }) => name));

/** The same operation in a part with several providers, where no token request may come in between. */
export const steadily = (operation: Operation): Operation => {
	const { provider, title, row } = operation;
	const account = provider.accounts.unrenewed ?? row.account;
	return { ...operation, title: `${provider.title}: ${title}`, row: { ...row, account } };
};

/** The same operation with a deduplication key for each item: however often it is run, it is done once. */
export const withKey = (operation: Operation): Operation => ({
	...operation,
	title: `${operation.provider.title}: ${operation.title}`,
	row: {
		...operation.row,
		isDoneOnce: true,
		parameters: {
			...operation.row.parameters,
			options: {
				...(operation.row.parameters.options as INodeParameters | undefined),
				deduplicationKey: '={{ $json.marker }}',
			},
		},
	},
});

/** The names of the kinds in the report. */
export const KINDS: Record<Kind, string> = {
	send: 'Sends',
	'keyed send': 'Idempotent sends with a key',
	setting: 'Idempotent sends that set a state',
	read: 'Reads',
};
