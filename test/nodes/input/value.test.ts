import { named, placesOf } from './places';
import { gives, setTrying } from './trying';

const trying = setTrying();

/** Booleans as sheets, forms and expressions write them. */
const SPELLINGS = [
	[true, 'true', ' TRUE\n', 1],
	[false, 'False', '0', 0],
];

const NEITHER = ['yes', 'on', 'no', 2, '', 'null', [], [true], {}, null, gives('undefined')];

describe.each(named(placesOf('boolean')))('%s', (_title, place) => {
	it('is true or false in whatever way it is written', async () => {
		await trying.expectAlike(place, SPELLINGS);
	});

	it('is refused if it is neither', async () => {
		await trying.expectRefused(place, NEITHER, /neither true nor false/);
	});
});

/** Values that are not numbers, or that are not valid as a limit or a port. */
const NO_NUMBER = [
	...[1.5, '1.5', '1,000', '1e3', '0x10', '', 'many', '٣', true, null, [3], {}],
	...[2 ** 53, '9007199254740993', gives('NaN'), gives('undefined'), gives('new Date(0)')],
];

describe.each(named(placesOf('number')))('%s', (_title, place) => {
	const { isFixed = false, range } = place.field;
	const { minValue = 1, maxValue = Infinity } = range;

	it('is a number in whatever way it is written', async () => {
		const [one, two] = [Math.max(minValue, 2), Math.min(maxValue, 24)];
		const spellings = (value: number) => [value, String(value), ` ${value}\n`, `+${value}`];
		await trying.expectAlike(
			place,
			isFixed ? [[one, String(one)]] : [spellings(one), spellings(two)],
		);
	});

	it('is refused if it is no whole number within its limits', async () => {
		const beyond = [
			...('minValue' in range ? [minValue - 1, `${minValue - 1}`, -1, '-7'] : []),
			...('maxValue' in range ? [maxValue + 1, `${maxValue + 1}`] : []),
		];
		const values = isFixed ? ['1.5', 'many'] : NO_NUMBER;
		await trying.expectRefused(place, [...values, ...beyond], /is not a whole number/);
	});
});

it('Every limit of the package is at least 1', () => {
	const limits = placesOf('number').filter(({ field }) => /limit/i.test(field.label));
	expect(limits.length).toBeGreaterThan(5);
	expect(limits.filter(({ field }) => !(field.range.minValue! >= 1))).toEqual([]);
});

/** One day, as people, sheets, expressions and n8n's date picker write it. */
const ONE_DAY = [
	'2026-03-01',
	' 2026-03-01\n',
	'2026-03-01T00:00:00',
	'2026-03-01 23:59:59',
	'2026-03-01T10:30:00.000Z',
	'2026-03-01T00:30:00+01:00',
	gives("DateTime.fromISO('2026-03-01T00:30:00', { zone: 'Europe/Rome' })"),
	gives("DateTime.fromISO('2026-03-01T23:30:00', { zone: 'America/New_York' })"),
	gives("new Date('2026-03-01T10:30:00Z')"),
	gives("DateTime.fromISO('2026-03-01').startOf('day')"),
];

const TODAY = [
	gives('$today'),
	gives('$now'),
	gives("$now.toFormat('yyyy-MM-dd')"),
	gives('$now.toISO()'),
];

const NO_DATE = [
	...['today', 'soon', '01/03/2026', '2026-3-1', '2026-02-30', '2026-13-01', '20260301', '2026'],
	...[1772361000000, 20260301, true, {}, [], ['2026-03-01']],
	gives('new Date(NaN)'),
	gives("DateTime.fromISO('2026-02-30')"),
	null,
	gives('undefined'),
];

describe.each(named(placesOf('day')))('%s', (_title, place) => {
	it('is a day in whatever way it is written', async () => {
		const { requests } = await trying.expectAlike(place, [ONE_DAY]);
		expect(requests.every((request) => request.includes('"2026-03-01"'))).toBe(true);
	});

	it("is today's, where an expression says so", async () => {
		await trying.expectAlike(place, [TODAY]);
	});

	it('is none if nothing is there', async () => {
		const { requests } = await trying.expectAlike(place, [['', ' ']]);
		expect(requests.every((request) => !/"(from|to)"/.test(request))).toBe(true);
	});

	it('is refused if it is no date', async () => {
		await trying.expectRefused(place, NO_DATE);
	});
});

/** A time in several zones. */
const ONE_TIME = [
	gives("new Date('2026-03-05T13:30:00Z')"),
	gives("DateTime.fromISO('2026-03-05T14:30:00', { zone: 'Europe/Rome' })"),
	'2026-03-05T13:30:00Z',
	'2026-03-05T14:30:00.000+01:00',
	'2026-03-05 08:30:00-0500',
	'2026-03-05T13:30Z',
	'2026-03-05 14:30:00 +01:00',
	'2026-03-05T14:30:00+01',
	'2026-03-05t13:30:00z',
	'2026-03-05T14:30:00 +01:00',
];

/** Times that only the provider can interpret. */
const WORDS = ['every day at 1am', 'in 5 minutes', '2026-03-05 13:30:00', '@hourly', '0 1 * * *'];

const NO_TIME = [
	...['46086.5', 46086, true, '05/03/2026 13:30', '5.3.2026', '2026-02-30 10:00:00', null],
	...['every day\nat 1am', 'tomorrow\u2028at noon', {}, [], ['tomorrow'], '2026-02-30T10:00:00Z'],
	...[
		'2026-03-05 25:00:00',
		'2026-03-05T13:61',
		'2026-3-5 13:30',
		'2026/03/05',
		'2026-03-05 at 1pm',
	],
	gives('new Date(NaN)'),
	gives("DateTime.fromISO('never')"),
];

describe.each(named(placesOf('schedule')))('%s', (_title, place) => {
	it('is a time in UTC, whatever zone it is written in', async () => {
		const { requests } = await trying.expectAlike(place, [ONE_TIME]);
		expect(requests.every((each) => each.includes('"schedule":"2026-03-05 13:30:00"'))).toBe(true);
	});

	it('is what was written, if it is in words', async () => {
		const { requests } = await trying.each(place, WORDS);
		const missing = WORDS.filter(
			(words) => !requests.some((request) => request.includes(`"schedule":"${words}"`)),
		);
		expect(missing).toEqual([]);
	});

	it('is refused if it is no time', async () => {
		await trying.expectRefused(place, NO_TIME);
	});
});

const filled = placesOf('schedule').filter(({ field }) => !field.isInJson);

describe.each(named(filled))('%s', (_title, place) => {
	it('is refused if it lacks a part', async () => {
		const before = 'every day at ';
		await trying.expectRefused(place, ['', ' ', null, gives('undefined')], /lacks a part/, {
			before,
		});
	});
});

const UNKNOWN = 'no such thing';

const NO_CHOICE = [UNKNOWN, '', {}, [], true, 7, null, gives('undefined'), 'constructor'];

describe.each(named(placesOf('options')))('%s', (_title, place) => {
	const { choices = [], isFixed } = place.field;

	it('is a choice, also with blanks around it', async () => {
		// n8n shows other parameters depending on this value, so it has to match exactly.
		const spellings = (choice: string) => (isFixed ? [choice] : [choice, ` ${choice}\n`]);
		await trying.expectAlike(place, choices.map(spellings));
	});

	it('is refused if it is none of the choices, which the error names', async () => {
		const [first] = choices.filter(Boolean);
		const others = [first.slice(0, -1), `${first},${first}`, [first], { value: first }];
		const isWord = (value: unknown) => typeof value === 'string';
		const values = [...NO_CHOICE, ...others]
			.filter((value) => !isFixed || isWord(value))
			.filter((value) => !choices.includes(value as string));
		await trying.expectRefused(place, values, naming(choices));
	});
});

const NO_CHOICES = [UNKNOWN, [UNKNOWN], {}, [[]], [{}], true, [null], null, gives('undefined')];

describe.each(named(placesOf('multiOptions')))('%s', (_title, place) => {
	const { choices = [] } = place.field;
	const [one, other] = choices;

	it('is some of the choices, be it a list, a text with commas or one of them', async () => {
		await trying.expectAlike(place, [
			[[one], one, ` ${one}\n`, [one, one]],
			[[one, other], `${one},${other}`, ` ${one} , ${other}\n`, [` ${one}`, other, other]],
			[[], '', ' ', '\n'],
		]);
	});

	it('is refused if one is none of the choices, which the error names', async () => {
		const others = [`${one},${UNKNOWN}`, one.slice(0, -1), `${one};${other}`, `${one},,${other}`];
		await trying.expectRefused(
			place,
			[...NO_CHOICES, ...others],
			naming(choices.slice(0, 2), NO_LIST),
		);
	});
});

/** For values that are not lists, the error says how to write one. */
const NO_LIST = 'is no list: nothing';

/** Matches errors that name all choices. */
const naming = (choices: string[], ...or: string[]) =>
	new RegExp([choices.map((choice) => `(?=.*${escaped(choice)})`).join(''), ...or].join('|'));

const escaped = (text: string) => text.replace(/[^\w ]/g, '\\$&');
