import type { INodeType } from 'n8n-workflow';
import { n8n } from '../../../../package.json';
import { instanceFrom } from '../../../support/published';

it.each(n8n.nodes)('%s has no more than one collection of options', (file) => {
	const { properties } = instanceFrom<INodeType>(file).description;
	expect(properties.filter(({ name }) => name === 'options').length).toBeLessThanOrEqual(1);
});

it.each(n8n.nodes)('%s can be loaded again after n8n has added an operation to it', (file) => {
	const { description } = instanceFrom<INodeType>(file);
	const custom = { name: 'Custom API Call', value: '__CUSTOM_API_CALL__' };
	const lists = description.properties.filter(({ name }) => name === 'operation');
	for (const { options: list } of lists) list!.push(custom);
	try {
		expect(() => instanceFrom<INodeType>(file)).not.toThrow();
	} finally {
		for (const { options: list } of lists) list!.pop();
	}
});
