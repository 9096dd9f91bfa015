import {
	ageOf,
	clockAhead,
	dateOf,
	inWords,
	isSurelyYounger,
	monotonicNow,
	providerNow,
	Period,
} from '../../../nodes/shared/clock';
import { isFresh, lifeOf } from '../../../nodes/shared/renewal';
import { letTimeLeap, type LeapingClock } from '../../../tools/engine/leapingClock';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let time: LeapingClock;
beforeEach(() => (time = letTimeLeap()));
afterEach(() => time.stop());

const STEPS = [MINUTE, -MINUTE, HOUR, -HOUR];

describe('The monotonic clock', () => {
	it.each(STEPS)('goes on evenly when the time of day is set by %d milliseconds', (step) => {
		const before = monotonicNow();
		time.jump(step);
		expect(monotonicNow()).toBe(before);
		time.pass(SECOND);
		expect(monotonicNow()).toBe(before + SECOND);
	});
});

describe("A provider's clock", () => {
	it('is told by the Date of its answer', () => {
		const date = 'Fri, 17 Apr 2026 08:01:30 GMT';
		expect(dateOf({ date })).toBe(Date.parse(date));
		expect(providerNow({ date })).toBe(Date.parse(date));
	});

	it.each([{}, { date: 'soon' }, { date: ['a', 'b'] }])(
		'is ours where %j does not tell',
		(headers) => {
			expect(dateOf(headers)).toBeUndefined();
			expect(providerNow(headers)).toBe(Date.now());
		},
	);

	it.each(STEPS)(
		'tells when something was by it, though ours is set by %d milliseconds',
		(step) => {
			const sent = { ticks: monotonicNow(), there: Date.now() - HOUR };
			time.pass(10 * SECOND);
			const date = new Date(Date.now() - HOUR).toUTCString();
			time.jump(step);
			const found = sent.ticks + clockAhead({ date });
			expect(Math.abs(found - sent.there)).toBeLessThanOrEqual(SECOND);
		},
	);
});

describe('What was kept with the time of day', () => {
	it.each([
		['a minute ago', -MINUTE, MINUTE],
		['now', 0, 0],
		['in a second', SECOND, undefined],
		['never', NaN, undefined],
	])('has an age, if it can: %s', (_, offset, age) => {
		expect(ageOf(Date.now() + offset)).toBe(age);
	});

	it.each([
		['just now', 0, true],
		['an hour ahead: the clock was set back', HOUR, true],
		['a day ahead: the clock was wrong', DAY, false],
		['12 days ago', -12 * DAY, true],
		['so long ago that it is not sure, should the clock have been set', -14 * DAY + HOUR, false],
		['20 days ago', -20 * DAY, false],
		['no time', NaN, false],
		['at the beginning of time', -Infinity, false],
		['at its end', Infinity, false],
	])('is surely younger than 14 days, or not: %s', (_, offset, expected) => {
		expect(isSurelyYounger(Date.now() + offset, 14 * DAY)).toBe(expected);
	});
});

describe('A stretch of time', () => {
	it.each([0, ...STEPS])(
		'has what was noted in it, and not what was noted before, though the clock is set by %d milliseconds',
		(step) => {
			const before = Date.now() - 1;
			time.pass(SECOND);
			const stretch = new Period();
			time.pass(10 * SECOND);
			const early = Date.now();
			time.pass(10 * SECOND);
			time.jump(step);
			const late = Date.now();
			time.pass(10 * SECOND);
			expect([before, early, late].map((at) => stretch.has(at))).toEqual([false, true, true]);
		},
	);

	it.each([NaN, Infinity, 0])('has nothing that was noted at %d', (at) => {
		expect(new Period().has(at)).toBe(false);
	});

	it('has nothing of a process whose clock was an hour ahead', () => {
		const there = Date.now() + HOUR;
		const stretch = new Period();
		time.pass(MINUTE);
		expect(stretch.has(there)).toBe(false);
	});
});

describe('What is renewed', () => {
	it.each([
		[MINUTE, true],
		[-MINUTE, false],
		[365 * DAY, true],
		[400 * DAY, false],
		[Infinity, false],
		[NaN, false],
	])('is fresh if it is to be renewed in %d milliseconds: %s', (offset, expected) => {
		expect(isFresh({ renewAt: Date.now() + offset })).toBe(expected);
	});

	it.each([
		[HOUR, HOUR],
		[0, MINUTE],
		[-HOUR, MINUTE],
		[1e15, MINUTE],
		[NaN, MINUTE],
	])('lives for %d milliseconds by its provider, and for %d in fact', (told, life) => {
		expect(lifeOf(told, MINUTE)).toBe(life);
	});
});

it.each([
	[0, '0 seconds'],
	[1000, '1 second'],
	[90_000, '2 minutes'],
	[MINUTE, '1 minute'],
	[2 * HOUR, '2 hours'],
	[3 * DAY, '3 days'],
	[58_000 * 365 * DAY, '58,000 years'],
	[Infinity, '∞ years'],
])('%d milliseconds are %s', (milliseconds, words) => {
	expect(inWords(milliseconds)).toBe(words);
});
