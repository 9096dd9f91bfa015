import { isOfOperation, named, placesOf, type OperationPlace, type Place } from './places';
import { gives, setTrying } from './trying';

const trying = setTrying();

/** A number that JavaScript can't represent exactly: as a text it stays unchanged. */
const LONG = '90071992547409931234';

const LOST = [2 ** 53, 1e21, 1.5, gives('NaN'), gives('9007199254740993')];

const NO_ID = [
	...[{}, { id: '1' }, [], ['1'], 'one\ntwo', 'o\u200bne', null, gives('undefined')],
	...LOST,
];

const nameOf = ({ field }: Place) => field.path.at(-1)!;

/** The requests of the operation itself, without its other requests: each once. */
const about = ({ operation }: OperationPlace, requests: string[]) => {
	const [method, path] = operation.row.on.replace(/\/:.*/, '').split(' ');
	return [...new Set(requests)].filter((each) => each.includes(`"${method}","path":"${path}`));
};

const GIVEN = [480915273604, 735, ' 816\n', LONG];
const AS_TEXT = ['480915273604', '735', '816', LONG];

const isKey = (place: Place) => nameOf(place) === 'deduplicationKey';

const ids = placesOf('id').filter(isOfOperation);

describe.each(named(ids.filter((place) => !isKey(place))))('%s', (_title, place) => {
	it('is the text of a number, digit for digit', async () => {
		const [as, given] = [await trying.each(place, AS_TEXT), await trying.each(place, GIVEN)];
		expect(about(place, given.requests)).toEqual(about(place, as.requests));
		// An email is looked up in stemp's logs.
		const isThere = given.requests.some((request) => request.includes(LONG));
		expect(isThere).toBe(nameOf(place) !== 'emailId');
	});
});

describe.each(named(ids.filter(isKey)))('%s', (_title, place) => {
	it('is the same key as a number and as a text', async () => {
		const { outcomes } = await trying.each(place, [GIVEN[0], AS_TEXT[0]]);
		expect(outcomes).toEqual([
			{ outputs: expect.any(Array) as unknown },
			{ error: expect.stringMatching(/stands for another message/) as unknown, outcome: 'notSent' },
		]);
	});
});

describe.each(named(ids))('%s', (_title, place) => {
	it('is refused if it is no text in one line, or has lost digits', async () => {
		await trying.expectRefused(place, NO_ID);
	});
});

describe.each(named(ids.filter(({ field }) => !field.isInJson)))('%s', (_title, place) => {
	it('is refused if it lacks the part that tells it from others', async () => {
		const before = 'order-';
		await trying.expectRefused(place, ['', ' ', null, gives('undefined')], /lacks a part/, {
			before,
		});
	});
});

describe.each(named(placesOf('ids', 'eventNames')))('%s', (_title, place) => {
	it('is a list, or a text with commas or lines between the IDs', async () => {
		await trying.expectAlike(place, [
			[
				['480915273604', LONG],
				`480915273604,${LONG}`,
				` 480915273604\n${LONG} `,
				[480915273604, LONG],
			],
			[[480915273604], 480915273604, '480915273604', ['480915273604', 480915273604]],
			[[], '', ' '],
		]);
	});

	it('is refused if one is no text, or has lost digits', async () => {
		await trying.expectRefused(place, [
			...[{}, [{}], [['1']], ['1', { id: 1 }], '["1"]', '"1"', '1\u200b', null, gives('undefined')],
			...LOST,
		]);
		await trying.expectRefused(
			place,
			[[null], ['1', ''], [' '], gives('[undefined]'), gives('["1",, "2"]')],
			/an entry with nothing in it/,
		);
		await trying.expectRefused(
			place,
			LOST.map((lost) => (typeof lost === 'number' ? [lost] : lost)),
		);
	});
});

/** stemp's IDs show their type. */
const isOfUser = (place: Place) => nameOf(place) === 'to' && place.field.mode !== 'externalId';

describe.each(named(placesOf('resourceLocator').filter(isOfOperation)))('%s', (_title, place) => {
	it('is the text of a number, digit for digit', async () => {
		const groups = isOfUser(place)
			? [['usr_480915273604', ' usr_480915273604\n']]
			: [
					[480915273604, '480915273604'],
					[LONG, ` ${LONG}\n`],
				];
		const { requests } = await trying.expectAlike(place, groups);
		expect(requests.some((request) => request.includes(groups.at(-1)![0].toString()))).toBe(true);
	});

	it('is refused if it is no text in one line, or has lost digits', async () => {
		await trying.expectRefused(place, NO_ID);
	});
});

describe.each(named(placesOf('eventNames')))('%s', (_title, place) => {
	it('is refused if one is no name of an event', async () => {
		await trying.expectRefused(place, ['*_received', 'a*b', 'message received!', "'sent'"]);
	});
});
