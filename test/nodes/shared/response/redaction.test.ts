import { redacted } from '../../../../nodes/shared/response/redaction';

const SECRET = 'tok-4711';

/** No word has so many characters by chance. */
const LONG = 'stampee_7Hq29xKd';

describe('A secret', () => {
	it.each([
		['alone', SECRET, '[hidden]'],
		['in a sentence', `Invalid token "${SECRET}".`, 'Invalid token "[hidden]".'],
		['twice', `${SECRET},${SECRET}`, '[hidden],[hidden]'],
		['in a list', [1, [SECRET]], [1, ['[hidden]']]],
		['in an object', { a: { b: SECRET }, c: null }, { a: { b: '[hidden]' }, c: null }],
		['as the name of a field', { [SECRET]: 1 }, { '[hidden]': 1 }],
	])('is hidden %s', (_, data, told) => {
		expect(redacted<unknown>(data, [SECRET])).toEqual(told);
	});

	it.each([
		['in an address', `auth=Bearer%20${SECRET}&x=1`, 'auth=Bearer%20[hidden]&x=1'],
		['in an address, after a colon', `TOKEN%3a${SECRET}`, 'TOKEN%3a[hidden]'],
		['after the end of a line in a text within a text', `\\r\\n${SECRET}`, '\\r\\n[hidden]'],
		['after a character with a number', `\\u0022${SECRET}\\u0022`, '\\u0022[hidden]\\u0022'],
	])('is hidden where letters stand for another character: %s', (_, text, told) => {
		expect(redacted(text, [SECRET])).toBe(told);
	});

	it.each([
		['after a letter', `x${LONG}`, 'x[hidden]'],
		['before a digit', `${LONG}1`, '[hidden]1'],
		['twice without a space', LONG + LONG, '[hidden][hidden]'],
	])('that is long is hidden %s', (_, text, told) => {
		expect(redacted(text, [LONG])).toBe(told);
	});

	it('is hidden as a whole if another one is part of it', () => {
		expect(redacted(`${LONG}-key`, [LONG, `${LONG}-key`])).toBe('[hidden]');
	});

	it.each([
		['in a longer number', '123456', 'Message 1234567'],
		['in a longer word', 'secret', 'secretary'],
		['that is too short', '12345', 'Message 12345'],
	])('is none %s', (_, secret, text) => {
		expect(redacted(text, [secret])).toBe(text);
	});

	it('leaves what has none as it is', () => {
		const data = { list: [{ file: Buffer.from(SECRET) }], when: new Date(0) };
		expect(redacted(data, [SECRET])).toBe(data);
	});
});
