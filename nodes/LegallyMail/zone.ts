import type {
	IDataObject,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import { BoundedMap } from '../shared/bounded';
import { dateOf, providerNow } from '../shared/clock';
import { textOf } from '../shared/json';
import { LEGALLY_MAIL_CREDENTIAL } from './account';
import { hostOf } from './api';

/**
 * LegallyMail writes times as `YYYY-MM-DD HH:MM:SS`, and does not document the time zone. This module works out the
 * earliest and the latest moment that such a time can mean. All numbers are milliseconds.
 */

/** Such a time as ISO 8601, without a zone; null if it is not a time. */
export function localTime(value: unknown): string | null {
	const text = textOf(value);
	return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? text.replace(' ', 'T') : null;
}

/** Such a time read as UTC; NaN if it is not a time. */
export const readAsUtc = (value: unknown) => Date.parse(`${localTime(value)}Z`);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The possible offsets of a zone from UTC. */
interface OffsetRange {
	min: number;
	max: number;
}

/** No zone is further ahead: UTC+14. The one furthest behind is UTC-12. */
export const MAX_OFFSET = 14 * HOUR;

const ANYWHERE: OffsetRange = { min: -12 * HOUR, max: MAX_OFFSET };

/**
 * When an answer arrived, by LegallyMail's own clock, and the possible offsets of its times from UTC at that moment.
 */
export interface Moment extends OffsetRange {
	now: number;
}

/** An observed offset from UTC, and when it was observed. */
interface Observation {
	ahead: number;
	at: number;
}

/**
 * The last observation for each host. It is about the provider and not about an item, and is lost with the process:
 * then the zone is unknown, which is uncertain but not an error.
 */
const observations = new BoundedMap<string, Observation>(100);

/** The offsets of all zones are multiples of this. */
const QUARTER = 15 * MINUTE;

/** The most time between a send's effect and the Date of its answer. */
const SLOWEST_ANSWER = 5 * MINUTE;

type Context = IExecutePaginationFunctions | IExecuteSingleFunctions | IPollFunctions;

const hostFor = async (context: Context) =>
	hostOf(await context.getCredentials(LEGALLY_MAIL_CREDENTIAL));

/** Learns the zone from the answer to a send: it contains a time just before its Date. */
export async function learnZone(
	context: Context,
	value: unknown,
	headers: IDataObject,
): Promise<void> {
	const at = dateOf(headers) ?? NaN;
	const difference = readAsUtc(value) - at;
	const ahead = Math.round(difference / QUARTER) * QUARTER;
	const isZone = ahead >= ANYWHERE.min && ahead <= ANYWHERE.max;
	if (isZone && Math.abs(difference - ahead) <= SLOWEST_ANSWER) {
		observations.set(await hostFor(context), { ahead, at });
	}
}

/** The moment of an answer. */
export async function momentOf(context: Context, headers: IDataObject): Promise<Moment> {
	const now = providerNow(headers);
	const observation = observations.get(await hostFor(context));
	return { now, ...(observation ? offsetsSince(observation, now) : ANYWHERE) };
}

/** Clocks are changed only at full or half hours of UTC, in every country. */
const BETWEEN_CHANGES = 30 * MINUTE;

/** The offsets of all existing zones, always in the same order, by half hours since 1970. */
const offsetsThen = new BoundedMap<number, number[]>(20);

const halfHourOf = (time: number) => Math.floor(time / BETWEEN_CHANGES);

/** The offsets of all zones at a time. Computing them takes some 50 milliseconds, so they are cached. */
function offsetsAt(time: number): number[] {
	const halfHour = halfHourOf(time);
	const offsets =
		offsetsThen.get(halfHour) ??
		Intl.supportedValuesOf('timeZone').map((zone) => offsetIn(zone, halfHour * BETWEEN_CHANGES));
	offsetsThen.set(halfHour, offsets);
	return offsets;
}

/** From a name such as `GMT` or `GMT+05:30`. */
function offsetIn(timeZone: string, time: number): number {
	const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
	const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? '';
	const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? ['', '+', '0', '0'];
	return Number(`${sign}1`) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}

/**
 * The offsets from UTC that are possible by now, given an earlier observation: daylight saving time may have begun or
 * ended since, in one of the zones that had the observed offset.
 */
function offsetsSince({ ahead, at }: Observation, now: number): OffsetRange {
	if (halfHourOf(at) === halfHourOf(now)) return { min: ahead, max: ahead };
	const before = offsetsAt(at);
	const offsets = offsetsAt(now).filter((_, zone) => before[zone] === ahead);
	return { min: Math.min(ahead, ...offsets), max: Math.max(ahead, ...offsets) };
}

/** By how much clocks may have been set back between two moments, in any zone: they then repeat times. */
export function setBackBetween(from: number, to: number): number {
	const before = offsetsAt(from);
	return Math.max(0, ...offsetsAt(to).map((offset, zone) => before[zone] - offset));
}

/** The latest moment at which the clock of LegallyMail can have shown a time. */
export const latest = (value: unknown, { min }: OffsetRange = ANYWHERE) => readAsUtc(value) - min;

/** The earliest. */
export const earliest = (value: unknown, { max }: OffsetRange = ANYWHERE) => readAsUtc(value) - max;

/**
 * Whether a time can lie between two moments, in any possible zone. A larger offset than expected does not rule that
 * out, because it makes nothing look newer than it is.
 */
export function canBeBetween(
	value: unknown,
	from: number,
	{ now, min }: Moment,
	tolerance: number,
) {
	const time = readAsUtc(value);
	const latestOffset = Math.floor((time - from + tolerance) / QUARTER) * QUARTER;
	return !(latestOffset < Math.max(min, time - now - tolerance));
}
