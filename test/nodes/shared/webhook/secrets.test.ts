import { createHmac } from 'node:crypto';
import { isSame } from '../../../../nodes/shared/webhook/constantTime';
import { isHmacSigned } from '../../../../nodes/shared/webhook/hmacSignature';
import { secretList } from '../../../../nodes/shared/webhook/secretList';

const body = Buffer.from('{"id":"evt_1"}');
const signed = (secret: string) =>
	`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

it('knows an HMAC of any of its secrets, and no other', () => {
	expect(isHmacSigned(['old', 'new'], body, signed('old'))).toBe(true);
	expect(isHmacSigned(['old', 'new'], body, signed('new'))).toBe(true);
	expect(isHmacSigned(['old', 'new'], body, signed('other'))).toBe(false);
	expect(isHmacSigned([], body, signed(''))).toBe(false);
	expect(isHmacSigned(['old'], body, signed('old').replace('sha256=', ''))).toBe(false);
});

it('reads secrets separated by commas, spaces or lines', () => {
	expect(secretList(' a,b  c\n\nd ')).toEqual(['a', 'b', 'c', 'd']);
	expect(secretList('')).toEqual([]);
	expect(secretList(undefined)).toEqual([]);
});

it('compares texts of any length', () => {
	expect(isSame('abc', 'abc')).toBe(true);
	expect(isSame('abc', 'abcd')).toBe(false);
	expect(isSame('', 'a')).toBe(false);
});
