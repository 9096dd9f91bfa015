import fc from 'fast-check';
import {
	filled,
	idOf,
	firstDuplicate,
	isObject,
	isTooDeep,
	MAX_DEPTH,
	objectsIn,
	textOf,
} from '../../../nodes/shared/json';

it.each([
	[{}, true],
	[{ a: 1 }, true],
	[[], false],
	[null, false],
	[undefined, false],
	['{}', false],
	[0, false],
])('%j is an object: %s', (value, expected) => {
	expect(isObject(value)).toBe(expected);
});

it('The objects of a list are those that are objects, in their order', () => {
	expect(objectsIn([{ a: 1 }, null, 'b', [{}], { c: 3 }])).toEqual([{ a: 1 }, { c: 3 }]);
});

it.each([[undefined], [null], ['[]'], [{ 0: {} }], [7]])('%j holds no objects', (value) => {
	expect(objectsIn(value)).toEqual([]);
});

it.each([
	['  a b ', 'a b'],
	[0, '0'],
	[480915273604, '480915273604'],
	[false, 'false'],
	[null, ''],
	[undefined, ''],
	[{}, ''],
	[['a'], ''],
])('The text of %j is %j', (value, expected) => {
	expect(textOf(value)).toBe(expected);
});

it.each([
	[' usr_1 ', 'usr_1'],
	['0', '0'],
	['false', 'false'],
	['9'.repeat(30), '9'.repeat(30)],
	[480915273604, '480915273604'],
	[2 ** 53 - 1, '9007199254740991'],
	[2 ** 53, ''],
	[1e25, ''],
	[0, ''],
	[-1, ''],
	[1.5, ''],
	[NaN, ''],
	[false, ''],
	[true, ''],
	[null, ''],
	[undefined, ''],
	[{}, ''],
	[['a'], ''],
])('The ID in %j is %j', (value, expected) => {
	expect(idOf(value)).toBe(expected);
});

it('Fields that hold something are kept, and nothing counts as nothing only if it is empty', () => {
	expect(filled({ a: '', b: null, c: undefined, d: 0, e: false, f: [], g: ' ' })).toEqual({
		d: 0,
		e: false,
		f: [],
		g: ' ',
	});
});

it('Whatever a provider sends, reading it never throws', () => {
	fc.assert(
		fc.property(fc.anything({ withNullPrototype: true }), (value) => {
			expect(objectsIn(value).every(isObject)).toBe(true);
			expect(typeof textOf(value)).toBe('string');
		}),
	);
});

it.each([
	['lists', '[', ']'],
	['objects', '{"a":', '}'],
])('%s may lie in each other only as deep as JSON can be written', (_what, open, close) => {
	const levels = (count: number): unknown =>
		JSON.parse(`${open.repeat(count)}${open === '[' ? '' : 1}${close.repeat(count)}`);
	expect(isTooDeep(levels(MAX_DEPTH))).toBe(false);
	expect(isTooDeep(levels(MAX_DEPTH + 1))).toBe(true);
	expect(isTooDeep(levels(100_000))).toBe(true);
});

it('What holds itself is not too deep for that, nor is what is there twice', () => {
	const around: Record<string, unknown> = {};
	around.self = around;
	expect(isTooDeep(around)).toBe(false);
	expect(isTooDeep(Array.from({ length: 1_000 }, () => around))).toBe(false);
});

it.each([
	[['a', 'b', 'a', 'b'], 'a'],
	[['a', '', ''], ''],
	[['a', 'A'], undefined],
	[[], undefined],
])('Of %j, the first that is there before is %j', (texts, twice) => {
	expect(firstDuplicate(texts)).toBe(twice);
});
