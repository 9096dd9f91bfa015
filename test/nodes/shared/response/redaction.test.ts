import { redacted } from '../../../../nodes/shared/response/redaction';

const SECRET = 'tok-4711';

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
