import { isPast, pastAt } from '../../../nodes/LegallyMail/activation';

const HOUR = 60 * 60_000;

/** A Wednesday in winter, on which no country changes its clocks. */
const now = Date.parse('2027-01-13T12:00:00Z');
const anywhere = { now, min: -12 * HOUR, max: 14 * HOUR };

const mail = (read_at: string) => ({
	created_at: '2027-01-10 08:00:00',
	recipients: [{ read_at }],
});

describe('What was there when a trigger began', () => {
	it('is what has no later time than what had been told', () => {
		const past = pastAt(anywhere, [mail('2027-01-13 11:50:00'), mail('2027-01-13 11:55:00')]);
		expect(isPast('2027-01-13 11:50:00', past, now)).toBe(true);
		expect(isPast('2027-01-13 11:50:01', past, now)).toBe(false);
	});

	it('is what is too old in every zone, where nothing had been told', () => {
		const past = pastAt(anywhere, []);
		expect(isPast('2027-01-12 23:58:00', past, now)).toBe(true);
		expect(isPast('2027-01-13 00:01:00', past, now)).toBe(false);
	});

	it.each(['2027-01-13 23:00:00', '2027-01-14 01:30:00', '2099-01-01 00:00:00'])(
		'is not hidden by one email that is misdated as %s',
		(misdated) => {
			const past = pastAt(anywhere, [mail(misdated), mail('2027-01-13 11:50:00')]);
			expect(isPast('2027-01-13 11:51:00', past, now)).toBe(false);
		},
	);

	it('is not what has no time that can be read', () => {
		const past = pastAt(anywhere, [mail('2027-01-13 11:50:00'), mail('2027-01-13 11:50:00')]);
		for (const at of [null, undefined, '', 'yesterday', 17]) {
			expect(isPast(at, past, now)).toBe(false);
		}
	});

	it('does not count what clocks show again that were set back since', () => {
		// In Madrid it is 02:40 in summer time, and twenty minutes later 02:00 in winter time.
		const summer = Date.parse('2027-10-31T00:40:00Z');
		const moment = { now: summer, min: 2 * HOUR, max: 2 * HOUR };
		const past = pastAt(moment, [mail('2027-10-31 02:35:00'), mail('2027-10-31 02:35:00')]);
		expect(isPast('2027-10-31 02:10:00', past, summer + 30 * 60_000)).toBe(false);
	});
});
