/** The service keeps Italian time: the offsets in the vendor's examples are those of Rome. */
const format = new Intl.DateTimeFormat('en-GB', {
	timeZone: 'Europe/Rome',
	weekday: 'short',
	day: '2-digit',
	month: 'short',
	year: 'numeric',
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
	hourCycle: 'h23',
	timeZoneName: 'longOffset',
});

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

interface Parts {
	weekday: string;
	day: string;
	/** Jan to Dec. */
	month: string;
	year: string;
	hour: string;
	minute: string;
	second: string;
	/** +0100 or +0200. */
	offset: string;
}

function partsOf(time: Date): Parts {
	const parts = Object.fromEntries(
		format.formatToParts(time).map(({ type, value }) => [type, value]),
	);
	const { timeZoneName, ...rest } = parts as Record<string, string>;
	// Some ICU versions write Sept.
	return {
		...(rest as unknown as Parts),
		month: rest.month.slice(0, 3),
		offset: timeZoneName.replace(/GMT|:/g, ''),
	};
}

/** `Wed, 26 Aug 2020 10:00:35 +0200`, as all dates of the API are written. */
export function mailDate(time: Date): string {
	const { weekday, day, month, year, hour, minute, second, offset } = partsOf(time);
	return `${weekday}, ${day} ${month} ${year} ${hour}:${minute}:${second} ${offset}`;
}

/** `20200826100034`, with which the code of a send begins. */
export function codeTime(time: Date): string {
	const { day, month, year, hour, minute, second } = partsOf(time);
	const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
	return `${year}${number}${day}${hour}${minute}${second}`;
}

/** Day and time as the text of a receipt tells them. */
export function spokenTime(time: Date): string {
	const { day, month, year, hour, minute, second, offset } = partsOf(time);
	const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
	return `Il giorno ${day}/${number}/${year} alle ore ${hour}:${minute}:${second} (${offset})`;
}
