import { readJson } from '../../../../nodes/shared/parameters/json';
import { placeOf } from '../../../../nodes/shared/parameters/reading';

const read = (text: string) =>
	readJson(
		text,
		placeOf({ displayName: 'Body (JSON)', name: 'body', type: 'json', default: '{}' }),
	);

describe('JSON as text', () => {
	it('may hold a file of many megabytes', () => {
		const content = 'A'.repeat(20_000_000);
		expect(read(JSON.stringify({ file: content }))).toEqual({ file: content });
	});

	it.each([
		['quotation marks, colons and digits within a text', { a: '"b": 12345678901234567890, \\"' }],
		['the same name in two objects', { a: { name: 1 }, b: [{ name: 2 }] }],
		['an empty name', { '': 1 }],
		['numbers that have all their digits', { a: [9_007_199_254_740_991, -7.25] }],
	])('may hold %s', (_, value) => {
		expect(read(JSON.stringify(value))).toEqual(value);
	});

	it.each([
		['{ "a": 1, "b": { "c": 1, "c": 2 } }', 'a name twice'],
		['[9007199254740993]', 'a number that would lose digits: 9007199254740993'],
	])('is refused for what would be lost: %s', (text, told) => {
		expect(() => read(text)).toThrow(told);
	});
});
