import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { INodeType } from 'n8n-workflow';
import packageJson from '../../package.json';
import { instanceFrom } from '../../tools/engine/published';
import { PROVIDERS } from '../../tools/providers';

/** All operations that return a list, from the providers' descriptors. */
const LISTS = PROVIDERS.flatMap(({ name, lists }) =>
	Object.keys(lists).map((operation) => [name, ...operation.split('.')].join(' ')),
);

it('Each operation that gives a list is known to give it whole or in pages', () => {
	const lists = packageJson.n8n.nodes
		.map((file) => instanceFrom<INodeType>(file).description)
		.flatMap(({ name, properties }) =>
			properties
				.filter(({ name: field }) => ['returnAll', 'limit'].includes(field))
				.flatMap(({ displayOptions: { show = {} } = {} }) =>
					(show.resource ?? []).flatMap((resource) =>
						(show.operation ?? []).map((operation) =>
							[name, resource as string, operation as string].join(' '),
						),
					),
				)
				.filter((list) => hasOperation(properties, list)),
		);
	expect([...new Set(lists)].sort()).toEqual([...LISTS].sort());
});

/** Whether the operation exists: a field may list resources and operations that do not go together. */
function hasOperation(properties: INodeType['description']['properties'], list: string): boolean {
	const [, resource, operation] = list.split(' ');
	return properties.some(
		({ name, displayOptions, options = [] }) =>
			name === 'operation' &&
			displayOptions?.show?.resource?.includes(resource) &&
			(options as Array<{ value: string }>).some(({ value }) => value === operation),
	);
}

const paged = PROVIDERS.filter(({ lists }) => Object.values(lists).includes('paged'));

/** A provider may return fewer rows than requested, which does not mark the end. */
it.each(paged)(
	'The pages of $title are read to their end, however short they are',
	({ folder }) => {
		const tests = ['shortPages', 'inbox'].map((name) => join(folder, `${name}.test.ts`));
		const found = tests.filter((file) => existsSync(resolve(__dirname, file)));
		expect({ tests, count: found.length }).toEqual({ tests, count: 1 });
	},
);
