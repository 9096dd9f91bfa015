import type { INodeProperties, INodeType } from 'n8n-workflow';

import { n8n } from '../../package.json';
import { instanceFrom } from '../../tools/engine/published';

const repeatedIn = (properties: INodeProperties[]): string[] => {
	const names = properties.map(({ name }) => name);
	return names.filter((name, index) => names.indexOf(name) < index);
};

const collectionsIn = (properties: INodeProperties[]) =>
	properties.filter(({ type }) => type === 'collection');

/** n8n evaluates a parameter once for each property of its name, whether or not it is shown. */
describe.each(n8n.nodes)('%s', (file) => {
	const { description } = instanceFrom<INodeType>(file);

	it('declares each name once, but for the operations of its resources, which take no expression', () => {
		const isOfResource = ({ name, noDataExpression }: INodeProperties) =>
			name === 'operation' && noDataExpression === true;
		const { properties } = description;
		expect(repeatedIn(properties.filter((property) => !isOfResource(property)))).toEqual([]);
	});

	it('declares each name of a collection once', () => {
		for (const { options } of collectionsIn(description.properties)) {
			expect(repeatedIn(options as INodeProperties[])).toEqual([]);
		}
	});

	it('can be loaded again after n8n has added an operation to it', () => {
		const custom = { name: 'Custom API Call', value: '__CUSTOM_API_CALL__' };
		const lists = description.properties.filter(({ name }) => name === 'operation');
		for (const { options: list } of lists) list!.push(custom);
		try {
			expect(() => instanceFrom<INodeType>(file)).not.toThrow();
		} finally {
			for (const { options: list } of lists) list!.pop();
		}
	});
});
