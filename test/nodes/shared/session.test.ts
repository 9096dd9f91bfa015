import { renewedSession, newSession, storedSession, tokenIn } from '../../../nodes/shared/session';

const HOUR = 60 * 60 * 1000;

let keys = 0;

/** A key that no other test uses, and a token maker that counts its calls. */
function maker(lifetime = 100 * HOUR) {
	const key = `key ${++keys}`;
	let made = 0;
	const make = async () => newSession(`token ${++made}`, key, lifetime);
	return { key, make, count: () => made };
}

describe('the token of a session', () => {
	it('serves until a day before its end', () => {
		const session = newSession('token', 'key', 1000 * HOUR);
		expect(session.renewAt - Date.now()).toBeLessThanOrEqual(976 * HOUR);
		expect(tokenIn(storedSession(session), 'key')).toBe('token');
	});

	it('serves for nine tenths of a short life', () => {
		const left = newSession('token', 'key', HOUR).renewAt - Date.now();
		expect(Math.abs(left - 0.9 * HOUR)).toBeLessThan(1000);
	});

	it.each([
		['it is about to end', storedSession(newSession('token', 'key', 0)), 'key'],
		['it was made for something else', storedSession(newSession('token', 'key', HOUR)), 'other'],
		['there is none', '', 'key'],
		['what is stored is none', '{"a":1}', 'key'],
	])('is a 401 to n8n when %s', (_, stored, key) => {
		expect(() => tokenIn(stored, key)).toThrow(
			expect.objectContaining({ response: { status: 401 } }) as Error,
		);
	});
});

describe('another session', () => {
	it('is made once for all who ask at the same time', async () => {
		const { key, make, count } = maker();
		const sessions = await Promise.all([1, 2, 3].map(() => renewedSession(key, '', make)));
		expect(new Set(sessions).size).toBe(1);
		expect(count()).toBe(1);
	});

	it('is the one that was made meanwhile, for who comes with an older one', async () => {
		const { key, make, count } = maker();
		const first = await renewedSession(key, '', make);
		const second = await renewedSession(key, storedSession(first), make);
		const late = await renewedSession(key, storedSession(first), make);
		expect(late).toBe(second);
		expect(count()).toBe(2);
	});

	it('is a new one when the one that was made meanwhile is about to end', async () => {
		const { key, make, count } = maker(0);
		await renewedSession(key, '', make);
		await renewedSession(key, '', make);
		expect(count()).toBe(2);
	});

	it('is asked for again after it could not be made', async () => {
		const { key, make } = maker();
		const refused = renewedSession(key, '', () => Promise.reject(new Error('no')));
		await expect(refused).rejects.toThrow('no');
		expect((await renewedSession(key, '', make)).token).toBe('token 1');
	});
});
