import type { INodeParameters, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { ofKind } from '../../nodes/shared/parameters/kind';
import { fillIn, operationsOf } from '../support/fields';

const SHOWN = { show: { resource: ['parcel'], operation: ['send'] } };

const text = (name: string): INodeProperties => ({
	displayOptions: SHOWN,
	displayName: name,
	name,
	type: 'string',
	default: '',
});

const collection = (name: string, more: Partial<INodeProperties>): INodeProperties => ({
	displayOptions: SHOWN,
	displayName: name,
	name,
	type: 'fixedCollection',
	default: {},
	options: [
		{
			displayName: 'Entry',
			name: 'entry',
			values: [{ ...text('street'), displayOptions: undefined }],
		},
	],
	...more,
});

const choice = (name: string, value: string, more: Partial<INodeProperties> = {}) => ({
	...text(name),
	type: 'options' as const,
	noDataExpression: true,
	options: [{ name: value, value }],
	...more,
});

const properties = [
	choice('resource', 'parcel', { displayOptions: undefined }),
	choice('operation', 'send', { displayOptions: { show: { resource: ['parcel'] } } }),
	collection('address', {}),
	collection('contents', { typeOptions: { multipleValues: true } }),
	ofKind('files', text('label')),
];

const [{ fields }] = operationsOf({ properties } as unknown as INodeTypeDescription);

/** The parameters of a node in which only this field is filled in. */
const filledIn = (name: string) => {
	const parameters: INodeParameters = {};
	fillIn(
		parameters,
		fields.find(({ path }) => path[0] === name)!,
		'here',
	);
	return parameters;
};

describe('A field is filled in as its declaration says', () => {
	it('in a collection of one entry', () => {
		expect(filledIn('address')).toEqual({ address: { entry: { street: 'here' } } });
	});

	it('in a collection of several entries', () => {
		expect(filledIn('contents')).toEqual({ contents: { entry: [{ street: 'here' }] } });
	});

	it('for files, whatever its name is', () => {
		expect(fields.filter(({ kind }) => kind === 'files').map(({ path }) => path)).toEqual([
			['label'],
		]);
	});
});
