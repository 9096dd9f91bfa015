import {
	inHeader,
	optionalPassword,
	optionalToken,
	password,
	token,
	tokens,
	userName,
} from '../../../../nodes/shared/parameters/token';

const FIELD = 'Token';

const faultOf = (read: () => unknown): string => {
	try {
		return `no fault, but ${JSON.stringify(read())}`;
	} catch (error) {
		return (error as Error).message;
	}
};

describe('A token', () => {
	it.each([
		['blanks', '  abc-123  '],
		['line ends', '\r\nabc-123\n'],
		['a blank that does not break', '\u00a0abc-123\u00a0'],
		['what nobody sees', '\ufeffabc-123\u200b\u00ad\u2060'],
		['quotation marks', '"abc-123"'],
		['typographic quotation marks', '„abc-123“'],
		['French quotation marks with blanks', '« abc-123 »'],
		['a quotation mark on one side', "abc-123'"],
		['backticks', '`abc-123`'],
		['its scheme', 'Bearer abc-123'],
		['its scheme in small letters and more blanks', 'bearer \u00a0 abc-123'],
		['its scheme with a colon', 'Bearer: abc-123'],
		['its whole header', 'Authorization: Bearer abc-123'],
		['all of it', ' "Authorization: Bearer  \u200b\'abc-123\'"\n'],
	])('is read without %s', (_, pasted) => {
		expect(token(pasted, FIELD)).toBe('abc-123');
	});

	it.each([['Bearerabc'], ['bearer-of-news'], ['abc=='], ['srt_a.b-c~d/e+f'], ['{"json":1}']])(
		'stays as it is: %s',
		(text) => expect(token(text, FIELD)).toBe(text),
	);

	it('may be a number', () => expect(token(12345, FIELD)).toBe('12345'));

	it.each([
		['a blank', 'abc 123', '[U+0020] after its first 3 characters'],
		['a line end', 'abc\n123', '[U+000A] after its first 3 characters'],
		['what nobody sees', 'abc\u200b123', '[U+200B] after its first 3 characters'],
		['a letter that no header carries', 'abcé123', '[U+00E9] after its first 3 characters'],
		['a sign beyond the first plane', ' "abc😀123"', '[U+1F600] after its first 3 characters'],
		['a control character', 'abc\u0000123', '[U+0000] after its first 3 characters'],
	])('with %s in it is refused, and told where', (_, text, where) => {
		expect(faultOf(() => token(text, FIELD))).toBe(
			`The field 'Token' of the credential has what can not be part of it: ${where}`,
		);
	});

	it.each([[''], [' '], ['\u200b'], ['""'], ['Bearer'], ['Bearer '], [undefined], [null]])(
		'is missing where the field holds %j',
		(text) => {
			expect(faultOf(() => token(text, FIELD))).toBe(
				"The field 'Token' of the credential is empty",
			);
			expect(optionalToken(text, FIELD)).toBe('');
		},
	);

	it.each([[['abc']], [{ token: 'abc' }]])('is not %j', (value) => {
		expect(faultOf(() => token(value, FIELD))).toBe(
			"The field 'Token' of the credential is not text",
		);
	});
});

describe('Several tokens', () => {
	it.each([
		['a b', ['a', 'b']],
		['"a",\n "b"\u200b', ['a', 'b']],
		[' Bearer a ', ['a']],
		['a,,\u00a0b', ['a', 'b']],
	])('in %j are %j', (text, all) => expect(tokens(text, FIELD)).toEqual(all));

	it.each([[''], [' , '], ['""']])('are not in %j', (text) => {
		expect(faultOf(() => tokens(text, FIELD))).toContain('is empty');
	});
});

describe('A password', () => {
	it.each(['abc', '"abc"', 'Bearer abc', 'a b', 'pässword', "'", 'a\u00a0b'])(
		'is used as it is: %j',
		(text) => expect(password(text, FIELD)).toBe(text),
	);

	it.each([
		[' abc', 'begins with what nobody sees: [U+0020]'],
		['abc\n', 'ends with what nobody sees: [U+000A]'],
		['abc\u200b', 'ends with what nobody sees: [U+200B]'],
		['\ufeffabc', 'begins with what nobody sees: [U+FEFF]'],
		['a\u0007c', 'has what can not be part of it: [U+0007] after its first 1 characters'],
	])('is refused where something was pasted along: %j', (text, what) => {
		expect(faultOf(() => optionalPassword(text, FIELD))).toBe(
			`The field 'Token' of the credential ${what}`,
		);
	});

	it.each([[''], [' \u200b'], [undefined]])('is missing where the field holds %j', (text) => {
		expect(faultOf(() => password(text, FIELD))).toContain('is empty');
	});

	it('goes into a header only in letters that all servers read alike', () => {
		expect(inHeader('a b~"', FIELD)).toBe('a b~"');
		expect(faultOf(() => inHeader('pä', FIELD))).toContain('[U+00E4] after its first 1 characters');
	});
});

describe('The name of a user', () => {
	it.each([
		[' ada@example.org\n', 'ada@example.org'],
		['„Ada Lovelace“', 'Ada Lovelace'],
		['\u200bjürgen', 'jürgen'],
	])('in %j is %j', (text, name) => expect(userName(text, FIELD)).toBe(name));

	it('has nothing in it that nobody sees', () => {
		expect(faultOf(() => userName('ada\u00ad@example.org', FIELD))).toContain('[U+00AD]');
	});
});
