import fc from 'fast-check';
import { retryAfter } from '../../../../nodes/shared/response/retryAfter';

const now = new Date('2026-04-17T08:00:00.000Z');

it.each([
	['120', 120_000],
	[120, 120_000],
	[' 5 ', 5_000],
	['0.5', 500],
	['0', 0],
	['-3', 0],
	['Fri, 17 Apr 2026 08:01:30 GMT', 90_000],
	['Fri, 17 Apr 2026 07:00:00 GMT', 0],
	['2026-04-17T08:00:01Z', 1_000],
])('%j asks for %d milliseconds', (header, expected) => {
	expect(retryAfter(header, now)).toBe(expected);
});

it.each([[undefined], [null], [''], ['  '], ['soon'], [{}], [['5']], [NaN]])(
	'%j asks for nothing',
	(header) => {
		expect(retryAfter(header, now)).toBeUndefined();
	},
);

it('Any number of seconds is read as such', () => {
	fc.assert(
		fc.property(fc.nat(), (seconds) => {
			expect(retryAfter(String(seconds), now)).toBe(seconds * 1000);
		}),
	);
});

it('Any HTTP date is read as the time until then', () => {
	fc.assert(
		fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (seconds) => {
			const date = new Date(now.getTime() + seconds * 1000);

			expect(retryAfter(date.toUTCString(), now)).toBe(Math.max(0, seconds * 1000));
		}),
	);
});

it('Whatever a server sends, the result is absent or a time that has not passed', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.anything()), (header) => {
			const wait = retryAfter(header, now);

			expect(wait === undefined || wait >= 0).toBe(true);
		}),
	);
});
