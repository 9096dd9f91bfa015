import type { INodeProperties, INodeType } from 'n8n-workflow';
import { n8n } from '../../../../package.json';
import { options, type Show } from '../../../../nodes/shared/descriptions';
import { withOneOptions } from '../../../../nodes/shared/descriptions/oneOptions';
import { instanceFrom } from '../../../support/published';

const operation = (resource: string, ...values: string[]): INodeProperties => ({
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	displayOptions: { show: { resource: [resource] } },
	options: values.map((value) => ({ name: value, value })),
	default: values[0],
});

const entry = (name: string): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
});

const at = (resource: string, ...operations: string[]): Show => ({
	resource: [resource],
	...(operations.length > 0 && { operation: operations }),
});

const operations = [operation('letter', 'send', 'get'), operation('account', 'get', 'update')];

describe('the options of all operations in one collection', () => {
	it('has each option once, shown where it was', () => {
		const [collection, ...others] = withOneOptions([
			...operations,
			options(at('letter', 'send'), [entry('Sender'), entry('Pace')]),
			options(at('letter', 'get'), [entry('Pace')]),
			options(at('account'), [entry('Pace')]),
		]).filter(({ name }) => name === 'options');
		expect(others).toEqual([]);
		expect(collection.displayOptions).toEqual({
			show: { resource: ['letter', 'account'], operation: ['send', 'get', 'update'] },
		});
		expect(collection.options).toEqual([
			entry('Pace'),
			{
				...entry('Sender'),
				displayOptions: { show: { '/resource': ['letter'], '/operation': ['send'] } },
			},
		]);
	});

	it('stands last and leaves all else as it is', () => {
		const text = entry('Text');
		const properties = withOneOptions([
			...operations,
			options(at('letter'), [entry('Pace')]),
			options(at('account'), [entry('Pace')]),
			text,
		]);
		expect(properties.slice(0, -1)).toEqual([...operations, text]);
	});

	it('is refused for options that would be shown where they do not belong', () => {
		expect(() =>
			withOneOptions([
				...operations,
				options(at('letter'), [entry('Pace')]),
				options(at('account', 'get'), [entry('Pace'), entry('Sender')]),
				options(at('account', 'update'), [entry('Pace')]),
				options(at('letter', 'send'), [entry('Sender')]),
			]),
		).toThrow("'Sender' would be shown for other operations as well");
	});
});

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
