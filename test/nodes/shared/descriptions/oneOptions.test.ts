import { options } from '../../../../nodes/shared/descriptions';
import { withOneOptions } from '../../../../nodes/shared/descriptions/oneOptions';
import { at, entry, operations } from './fields';

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
