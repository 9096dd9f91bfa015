import { isOfOperation, named, placesOf, type Place } from './places';
import { gives, setTrying } from './trying';

const trying = setTrying();

/** Values that expressions return instead of text, and the resulting text. */
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

/** Content that stays unchanged in a text that may have several lines. */
const AS_IT_IS = [
	' <p>Bonjour</p>\n\n\t<p>à bientôt</p> \r\n',
	'one\rtwo\u2028{{ name }} ${x} $& "\' \\n & < > % + 📮 a\u200bb\u00adc\ufeff \u00a0',
];

/** Content that stays unchanged within a line: only whitespace around it is removed. */
const IN_LINE = ['a  b\tc', 'à bientôt, "Jean" <x> & 📮 100 %\u00a0!'];

/** Fields that accept only certain texts, and these texts. */
const SOME_TEXTS: Record<string, Array<[unknown, string]>> = {
	companySiren: [[552100554, '552100554']],
	// The HTML has to refer to it.
	cid: [[gives("['logo'][0]"), 'logo']],
};

/** Whether any text is sent unchanged. */
const isFree = ({ field: { path } }: Place) => {
	const name = path.at(-1)!;
	// The name of a header has no spaces, that of a variable no capitals.
	if (Object.hasOwn(SOME_TEXTS, name)) return false;
	if (name === 'name' && /header|variable/i.test(path.join())) return false;
	// A value that is searched for in an answer does not leave.
	return name !== 'certificateRecipient';
};

describe.each(named(placesOf('string', 'line', 'fieldName')))('%s', (_title, place) => {
	it('is the text of a number, a boolean or a date', async () => {
		const { kind, path } = place.field;
		// Values in a collection, and the name of a field, are required.
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

/** Fields in which a text may precede the expression. */
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
