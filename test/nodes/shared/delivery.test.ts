import fc from 'fast-check';
import { deliveryOf, isoTime, type DeliveryTable } from '../../../nodes/shared/delivery';

const table: DeliveryTable = {
	READ: { state: 'opened', final: true, event: 'ContentAccessTracking' },
};

it('A known status has its state, its event and its time', () => {
	expect(deliveryOf(table, 'READ', '2026-04-17T10:00:00+02:00')).toEqual({
		state: 'opened',
		final: true,
		event: 'ContentAccessTracking',
		at: '2026-04-17T08:00:00.000Z',
	});
});

it.each([
	['read'],
	[''],
	[null],
	[undefined],
	[1],
	[{}],
	['constructor'],
	['__proto__'],
	['toString'],
])('A status that the table does not have (%j) is unknown, never an error', (status) => {
	expect(deliveryOf(table, status)).toEqual({
		state: 'unknown',
		final: false,
		event: null,
		at: null,
	});
});

it('A table is not changed by who uses it', () => {
	const delivery = deliveryOf(table, 'READ');
	delivery.state = 'failed';

	expect(deliveryOf(table, 'READ').state).toBe('opened');
});

it.each([
	['2026-04-17T08:00:00.000Z', '2026-04-17T08:00:00.000Z'],
	['2026-04-17T10:00:00+02:00', '2026-04-17T08:00:00.000Z'],
	[1776412800000, '2026-04-17T08:00:00.000Z'],
	['yesterday', null],
	['', null],
	[null, null],
	[undefined, null],
	[{}, null],
	[NaN, null],
	[8.64e15 + 1, null],
])('The time %j is %j', (value, expected) => {
	expect(isoTime(value)).toBe(expected);
});

it('Whatever a provider sends for a time, the result is ISO 8601 or nothing', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.double(), fc.anything()), (value) => {
			const time = isoTime(value);

			expect(time === null || new Date(time).toISOString() === time).toBe(true);
		}),
	);
});
