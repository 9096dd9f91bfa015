import { milliseconds } from '../clock';

/** The service uses Italian time: the offsets in the vendor's examples are those of Rome. */
const offsetFormat = new Intl.DateTimeFormat('en-GB', {
	timeZone: 'Europe/Rome',
	timeZoneName: 'longOffset',
});

const HOUR = milliseconds({ hours: 1 });

/** `+0100` or `+0200`, by hours since 1970: offsets change on the hour, and formatting is slow. */
const offsets = new Map<number, string>();

function offsetAt(time: Date): string {
	const hour = Math.floor(time.getTime() / HOUR);
	const known = offsets.get(hour);
	if (known) return known;
	const name = offsetFormat.formatToParts(time).find(({ type }) => type === 'timeZoneName');
	const offset = name!.value.replace(/GMT|:/g, '');
	offsets.set(hour, offset);
	return offset;
}

interface Parts {
	weekday: string;
	day: string;
	/** Jan to Dec. */
	month: string;
	/** 01 to 12. */
	monthNumber: string;
	year: string;
	/** `10:00:35`. */
	time: string;
	/** +0100 or +0200. */
	offset: string;
}

function partsOf(time: Date): Parts {
	const offset = offsetAt(time);
	const inRome = new Date(time.getTime() + (Number(offset) / 100) * HOUR);
	const [weekday, day, month, year, clock] = inRome.toUTCString().replace(',', '').split(' ');
	const monthNumber = inRome.toISOString().slice(5, 7);
	return { weekday, day, month, monthNumber, year, time: clock, offset };
}

/** `Wed, 26 Aug 2020 10:00:35 +0200`, as all dates of the API are written. */
export function mailDate(at: Date): string {
	const { weekday, day, month, year, time, offset } = partsOf(at);
	return `${weekday}, ${day} ${month} ${year} ${time} ${offset}`;
}

/** `20200826100034`, the beginning of a send's code. */
export function codeTime(at: Date): string {
	const { day, monthNumber, year, time } = partsOf(at);
	return `${year}${monthNumber}${day}${time.replaceAll(':', '')}`;
}

/** Day and time as in the text of a receipt. */
export function receiptTime(at: Date): string {
	const { day, monthNumber, year, time, offset } = partsOf(at);
	return `Il giorno ${day}/${monthNumber}/${year} alle ore ${time} (${offset})`;
}
