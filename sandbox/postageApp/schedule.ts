import { milliseconds } from '../clock';

/** When a scheduled event happens, according to its schedule. All in UTC. */
export interface Schedule {
	isRepeating: boolean;
	/** The first time after it was scheduled. */
	first: Date;
	/** The next time after a given one; null if there is none. */
	after(time: Date): Date | null;
}

const UNITS: Record<string, number> = {
	min: milliseconds({ minutes: 1 }),
	minute: milliseconds({ minutes: 1 }),
	hour: milliseconds({ hours: 1 }),
	day: milliseconds({ days: 1 }),
	week: milliseconds({ days: 7 }),
	month: milliseconds({ days: 30 }),
};

/** Shorthand names for crontab lines. */
const NICKNAMES: Record<string, string> = {
	'@hourly': '0 * * * *',
	'@daily': '0 0 * * *',
	'@weekly': '0 0 * * 0',
	'@monthly': '0 0 1 * *',
	'@yearly': '0 0 1 1 *',
};

const unit = '(min|minute|hour|day|week|month)s?';

const once = (first: Date): Schedule => ({ isRepeating: false, first, after: () => null });

const span = (count: string | undefined, name: string) => Number(count ?? 1) * UNITS[name];

const FORMS: Array<[RegExp, (found: string[], now: Date) => Schedule]> = [
	[
		/^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?(Z|\+00:00)?$/,
		([, day, time = '00:00']) => once(new Date(`${day}T${time}Z`)),
	],
	[
		new RegExp(`^in (\\d+) ${unit}$`),
		([, count, name], now) => once(new Date(now.getTime() + span(count, name))),
	],
	[
		new RegExp(`^(\\d+) ${unit} from now$`),
		([, count, name], now) => once(new Date(now.getTime() + span(count, name))),
	],
	[/^tomorrow$/, (_found, now) => once(new Date(now.getTime() + UNITS.day))],
	[
		new RegExp(`^every (?:(\\d+) )?${unit}$`),
		([, count, name], now) => {
			const after = (time: Date) => new Date(time.getTime() + span(count, name));
			return { isRepeating: true, first: after(now), after };
		},
	],
	[
		/^every day at (\d{1,2})(?::(\d{2}))?(am|pm)?$/,
		([, hour, minute = '0', half], now) => {
			const hours = (Number(hour) % (half ? 12 : 24)) + (half === 'pm' ? 12 : 0);
			return crontab(`${Number(minute)} ${hours} * * *`, now)!;
		},
	],
];

/** Minute, hour, day of month, month, day of week. */
const CRON_RANGES = [
	[0, 59],
	[0, 23],
	[1, 31],
	[1, 12],
	[0, 6],
];

/** The numbers that a field of a crontab line matches. */
function numbersOf(field: string, [lowest, highest]: number[]): Set<number> | undefined {
	const numbers = new Set<number>();
	for (const part of field.split(',')) {
		const found = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
		if (!found) return undefined;
		const [, from, to, step = '1'] = found;
		const last = to ?? (from === undefined ? highest : from);
		for (let at = Number(from ?? lowest); at <= Number(last); at += Number(step) || 1)
			numbers.add(at);
	}
	return numbers;
}

function crontab(line: string, now: Date): Schedule | undefined {
	const fields = line.split(' ').map((field, index) => numbersOf(field, CRON_RANGES[index] ?? []));
	if (fields.length !== CRON_RANGES.length || fields.includes(undefined)) return undefined;
	/** Minutes to the next candidate: the rest of a day or an hour that does not match is skipped. */
	const stepFrom = (minute: number): number => {
		const time = new Date(minute * UNITS.minute);
		const [minutes, hours] = [time.getUTCMinutes(), time.getUTCHours()];
		const day = [time.getUTCDate(), time.getUTCMonth() + 1, time.getUTCDay()];
		if (!day.every((value, index) => fields[2 + index]?.has(value))) {
			return 24 * 60 - (hours * 60 + minutes);
		}
		if (!fields[1]?.has(hours)) return 60 - minutes;
		return fields[0]?.has(minutes) ? 0 : 1;
	};
	const after = (time: Date): Date | null => {
		const first = Math.floor(time.getTime() / UNITS.minute) + 1;
		const year = 366 * 24 * 60;
		for (let minute = first; minute < first + year;) {
			const step = stepFrom(minute);
			if (step === 0) return new Date(minute * UNITS.minute);
			minute += step;
		}
		return null;
	};
	const first = after(now);
	return first ? { isRepeating: true, first, after } : undefined;
}

/** Parses the formats that PostageApp's page on schedules shows; undefined for any other text. */
export function readSchedule(text: string, now: Date): Schedule | undefined {
	const words = text.trim().replace(/\s+/g, ' ');
	for (const [form, make] of FORMS) {
		const found = form.exec(words);
		if (found) return make([...found], now);
	}
	return crontab(NICKNAMES[words] ?? words, now);
}
