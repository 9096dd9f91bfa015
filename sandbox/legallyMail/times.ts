import type { LegallyMailSwitches } from './switches';

/** LegallyMail's timestamps: `YYYY-MM-DD HH:MM:SS`, in a time zone that is not documented. */
export function timestamp(
	time: Date,
	{ zoneMinutes, zoneChange }: Pick<LegallyMailSwitches, 'zoneMinutes' | 'zoneChange'>,
): string {
	const isChanged = zoneChange !== null && time >= new Date(zoneChange.at);
	const minutes = isChanged ? zoneChange.minutes : zoneMinutes;
	return new Date(time.getTime() + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}
