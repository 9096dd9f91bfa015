import type { IDataObject } from 'n8n-workflow';
import { entryOf, isOfOperation, named, places, placesOf, type OperationPlace } from './places';
import { gives, setTrying, type Outcome } from './trying';

const trying = setTrying();

const NO_JSON = ['{', '[1', 'x', 7, true, '7', 'null'];

/** n8n turns it into an object within a collection. */
const DATE = gives('new Date(0)');

/** Objects whose content JSON would drop or change. */
const NO_FIELDS = [
	gives('new Map([["a", 1]])'),
	gives('new Set(["a"])'),
	gives('/x/'),
	gives('new String("x")'),
	gives('new Number(5)'),
	gives('DateTime.now().diffNow()'),
];

/** Valid values, by field name. */
const GOOD: Record<string, object> = {
	recipientsJson: { 'a@example.org': { order: 1 } },
	newRecipientsJson: ['a@example.org', 'Bob <b@example.org>'],
	variablesJson: { order: 1, list: [true, null, { a: '1' }] },
	newVariablesJson: { order: '1' },
	otherArguments: { recipient_override: 'test@example.org' },
	body: { uid: 'order-1', arguments: { a: [1, 'x', null] } },
	metadata: { plan: 'gold', since: 2026 },
	scheduledMessagesJson: [
		{
			schedule: 'every day at 1am',
			metadata: { arguments: { recipients: ['a@example.org'], content: { 'text/plain': 'News' } } },
		},
	],
};

/** Whether the errors of all outcomes match. */
function expectErrors(outcomes: Outcome[], words: RegExp) {
	const wrong = outcomes.filter(
		({ error = '', outcome }) => outcome !== 'notSent' && !words.test(error),
	);
	expect(wrong).toEqual([]);
	expect(outcomes.filter(({ error = '' }) => !words.test(error))).toEqual([]);
}

describe.each(named(placesOf('json')))('%s', (_title, place) => {
	const good = GOOD[place.field.path.at(-1)!];

	it('is an object or a list, also as text', async () => {
		const { requests } = await trying.expectAlike(place, [[good, JSON.stringify(good, null, 2)]]);
		const sent = JSON.stringify(good)
			.slice(1, -3)
			.replace(/"[^"]* <b@/, '"Bob <b@');
		expect(requests.some((request) => request.includes(sent))).toBe(true);
	});

	it('is refused if it is no JSON', async () => {
		await trying.expectRefused(place, [
			...NO_JSON,
			...(place.field.path.length === 1 ? [DATE, ...NO_FIELDS] : []),
		]);
	});
});

const lists = placesOf('entries').filter(isOfOperation);

describe.each(named(lists))('%s', (_title, place) => {
	const entry = entryOf(place);
	const position = (number: number) => new RegExp(`(?<!Entry )\\b\\w+ ${number}\\b`, 'i');

	it('is a list of objects or one, also as text', async () => {
		const { requests } = await trying.expectAlike(place, [
			[[entry], entry, JSON.stringify([entry]), [{ ...entry, phone: null, company: null }]].map(
				(value) => onlyKnown(place, value),
			),
		]);
		expect(requests).toHaveLength(4);
	});

	it('has no fields but those of the form: what else an item has is not sent along', async () => {
		const values = [[{ ...entry, salary: 70_000 }], { ...entry, salary: null, notes: 'secret' }];
		const { requests, outcomes } = await trying.each(place, values);
		expect(requests).toEqual([]);
		expectErrors(outcomes, /^Not \w+: \w+ 1 has no '(salary|notes)', only /);
	});

	it('is refused if an entry is no object, which the error names by its position', async () => {
		const values = ['x', null, [entry], 7, true].map((strange) => [entry, strange]);
		const { requests, outcomes } = await trying.each(place, values);
		expect(requests).toEqual([]);
		expectErrors(outcomes, position(2));
	});

	it('is refused if it is no JSON or has no entry', async () => {
		const { requests, outcomes } = await trying.each(place, [...NO_JSON, DATE, [], '[]', '', null]);
		expect(requests).toEqual([]);
		expectErrors(outcomes, /The parameter '/);
	});
});

/** An entry with only those fields that the list has. */
function onlyKnown(place: OperationPlace, value: unknown): unknown {
	const known = places
		.filter(
			({ field, node }) =>
				node === place.node && field.isInJson && field.path[0] === place.field.path[0],
		)
		.map(({ field }) => field.path.at(-1)!);
	if (!Array.isArray(value)) return value;
	return (value as IDataObject[]).map((each) =>
		Object.fromEntries(Object.entries(each).filter(([name]) => known.includes(name))),
	);
}

const FREE = [7, true, ['x', 1], { a: { b: null } }, 'a\r\nb '];

describe.each(named(placesOf('free')))('%s', (_title, place) => {
	const isVariable = place.field.path.at(-1) === 'value';

	it('is passed on as it is, or is what the operation says', async () => {
		if (!isVariable) {
			const { requests } = await trying.each(place, [
				4711,
				'4711',
				[4711],
				'[4711]',
				{ id: 4711 },
				[{ id: '4711' }],
			]);
			expect(requests.filter((each) => !each.includes('"/inbox/4711"'))).toEqual([]);
			return;
		}
		const { requests } = await trying.each(place, FREE);
		const missing = FREE.filter(
			(value) => !requests.some((each) => each.includes(`"order":${JSON.stringify(value)}`)),
		);
		expect(missing).toEqual([]);
	});
});
