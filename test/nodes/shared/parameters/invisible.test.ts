import {
	hasInvisible,
	isReordered,
	withInvisibleNamed,
	withoutInvisible,
} from '../../../../nodes/shared/parameters/invisible';

describe('Characters that nobody sees', () => {
	it.each([
		['a zero-width space', '\u200b', '[U+200B]'],
		['a zero-width joiner', '\u200d', '[U+200D]'],
		['a word joiner', '\u2060', '[U+2060]'],
		['a soft hyphen', '\u00ad', '[U+00AD]'],
		['a byte order mark', '\ufeff', '[U+FEFF]'],
		['a mark of direction', '\u202e', '[U+202E]'],
		['a space that does not break', '\u00a0', '[U+00A0]'],
		['a line end of Unicode', '\u2028', '[U+2028]'],
		['a line end', '\n', '[U+000A]'],
		['a filler of Korean', '\u3164', '[U+3164]'],
		['a tag outside of the first plane', '\u{e0041}', '[U+E0041]'],
	])('include %s', (_, character, name) => {
		const text = `jane${character}@example.com`;
		expect(hasInvisible(text)).toBe(true);
		expect(withInvisibleNamed(text)).toBe(`jane${name}@example.com`);
		expect(withoutInvisible(text)).toBe('jane@example.com');
	});

	it.each(['jane doe@example.com', 'jürgen@例え.jp', '+33 6 12 34 56 78', ''])(
		'are not in %j',
		(text) => {
			expect(hasInvisible(text)).toBe(false);
			expect(withInvisibleNamed(text)).toBe(text);
		},
	);
});

describe('A text that looks like another one', () => {
	it.each([
		...['\u202a', '\u202b', '\u202c', '\u202d', '\u202e'],
		...['\u2066', '\u2067', '\u2068', '\u2069'],
	])('has %j', (character) => {
		expect(isReordered(`invoice${character}fdp.exe`)).toBe(true);
	});

	it.each(['invoice.pdf', 'חוזה\u200f.pdf', 'عقد\u061c 12.pdf', 'jane\u200b.pdf', ''])(
		'is none of %j',
		(text) => {
			expect(isReordered(text)).toBe(false);
		},
	);
});
