import { DELIVERY_STATES, ERDS_EVENTS } from '../../../nodes/shared/delivery';
import { EVIDENCE_TYPES, queued, stampeeDelivery } from '../../../nodes/Stampee/delivery';

describe('The words of Stampee', () => {
	it.each(
		EVIDENCE_TYPES.flatMap((status) => [undefined, 'LS', 'LRE'].map((type) => [status, type])),
	)('%s of a letter %s are in the vocabulary', (status, type) => {
		const { state, event } = stampeeDelivery(status, type);

		expect(DELIVERY_STATES).toContain(state);
		expect(state).not.toBe('unknown');
		expect([null, ...ERDS_EVENTS]).toContain(event);
	});

	it('are those that it documents, and final but for the first', () => {
		const finals = EVIDENCE_TYPES.map((status) => [status, stampeeDelivery(status).final]);

		expect(finals).toEqual([
			['SENT', false],
			['RECEIVED', true],
			['ACCEPTED', true],
			['REFUSED', true],
			['EXPIRED', true],
			['UNDELIVERED', true],
		]);
	});

	it('for a letter that was just accepted are: queued, at the time of its creation', () => {
		expect(queued('2025-02-03T14:30:00.000Z')).toEqual({
			state: 'queued',
			final: false,
			event: null,
			at: '2025-02-03T14:30:00.000Z',
		});
	});
});
