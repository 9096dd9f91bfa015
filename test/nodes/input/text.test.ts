import { isOfOperation, named, placesOf, type Place } from './places';
import { gives, setTrying } from './trying';

const trying = setTrying();

/** What expressions give in the place of text, and the text of it. */
const AS_TEXT: Array<[unknown, string]> = [
	[480915273604, '480915273604'],
	[false, 'false'],
	[gives("new Date('2026-03-01T10:30:00Z')"), '2026-03-01T10:30:00.000Z'],
	[
		gives("DateTime.fromISO('2026-03-01T10:30:00', { zone: 'Europe/Rome' })"),
		'2026-03-01T10:30:00.000+01:00',
	],
];

const NOTHING = [null, gives('undefined')];

const NO_TEXT = [
	...[{}, { text: 'x' }, [], ['x'], 2 ** 53],
	...[gives('NaN'), gives('new Date(NaN)'), '\ud800'],
];

/** What is within a text, where it may have more lines than one. */
const AS_IT_IS = [
	' <p>Bonjour</p>\n\n\t<p>à bientôt</p> \r\n',
	'one\rtwo\u2028{{ name }} ${x} $& "\' \\n & < > % + 📮 a\u200bb\u00adc\ufeff \u00a0',
];

/** What is within a line: only what stands around it is taken off. */
const IN_LINE = ['a  b\tc', 'à bientôt, "Jean" <x> & 📮 100 %\u00a0!'];

/** Fields that take only some texts, and what these are. */
const SOME_TEXTS: Record<string, Array<[unknown, string]>> = {
	companySiren: [[552100554, '552100554']],
	// The HTML has to show it.
	cid: [[gives("['logo'][0]"), 'logo']],
};

/** Whether any text goes out as it is. */
const isFree = ({ field: { path } }: Place) => {
	const name = path.at(-1)!;
	// The name of a header has no blanks, that of a variable no capitals.
	if (Object.hasOwn(SOME_TEXTS, name)) return false;
	if (name === 'name' && /header|variable/i.test(path.join())) return false;
	// What is looked for in an answer does not leave.
	return name !== 'certificateRecipient';
};

describe.each(named(placesOf('string', 'line', 'fieldName')))('%s', (_title, place) => {
	it('is the text of a number, a boolean or a date', async () => {
		const { kind, path } = place.field;
		// What was added to a collection, and the name of a field, have to be there.
		const isOptional = path.length === 1 && kind !== 'fieldName';
		const empty = isOptional ? NOTHING.map((nothing) => [nothing, '']) : [];
		await trying.expectAlike(place, SOME_TEXTS[path.at(-1)!] ?? [...AS_TEXT, ...empty]);
	});

	it('is refused if it is an object, a list, no value, or more than a line', async () => {
		const lines = place.field.kind === 'string' ? [] : ['one\ntwo', 'one\r\ntwo', 'one\u2028two'];
		const nothing = place.field.path.length > 1 && !place.field.isInJson ? NOTHING : [];
		await trying.expectRefused(place, [...NO_TEXT, ...nothing, ...lines]);
	});
});

/** What stands in a field with a text before the expression. */
const inTemplates = placesOf('string', 'line', 'fieldName', 'id').filter(
	(place) => isOfOperation(place) && !place.field.isInJson,
);

describe.each(named(inTemplates))('%s', (_title, place) => {
	it('is refused if an expression within a text gives an object', async () => {
		await trying.expectRefused(place, [{}, { text: 'x' }], /has an object in its text/, {
			before: 'About ',
		});
	});
});

/** All texts in a value. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(textsIn);
}

const textsOf = (requests: string[]) => requests.flatMap((each) => textsIn(JSON.parse(each)));

const leaving = (kind: 'string' | 'line') =>
	placesOf(kind).filter((place) => isOfOperation(place) && isFree(place));

describe.each(named(leaving('string')))('%s', (_title, place) => {
	it('arrives with all that is in it', async () => {
		const texts = textsOf((await trying.each(place, AS_IT_IS)).requests);
		expect(AS_IT_IS.filter((text) => !texts.includes(text))).toEqual([]);
	});
});

describe.each(named(leaving('line')))('%s', (_title, place) => {
	it('arrives with all that is in it, and nothing around it', async () => {
		const texts = textsOf(
			(
				await trying.each(
					place,
					IN_LINE.map((line) => ` ${line}\n`),
				)
			).requests,
		);
		expect(IN_LINE.filter((line) => !texts.includes(line))).toEqual([]);
	});
});
