import { isDate, isoOf } from './date';
import { Misread, isNothing, shown, type Place, type Reader } from './reading';

/** Where one line has to stay one: a second line of a subject or of a name would be a header of its own. */
const LINE_END = /[\n\v\f\r\u0085\u2028\u2029]/;

/** What dates give that there are not; within a list n8n makes texts of dates. */
const NO_DATE = /^Invalid Date(Time)?$/;

/**
 * Text as it is, with all that is in it. A number, a boolean and a date become their text; nothing is an empty text.
 */
export function readText(value: unknown, { name }: Place): string {
	const text = written(value);
	if (text === undefined) {
		throw new Misread(
			`${name} is not text: ${shown(value)}`,
			'Let the expression give text, such as one field of an object.',
		);
	}
	if (!NO_DATE.test(text)) return text;
	throw new Misread(
		`${name} is a date that there is not`,
		'Check what the expression makes the date of.',
	);
}

function written(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	if (isDate(value)) return isoOf(value);
	return isNothing(value) ? '' : undefined;
}

/** Text in one line, without blanks around it. */
export const readLine: Reader = (value, place) => {
	const line = readText(value, place).trim();
	if (!LINE_END.test(line)) return line;
	throw new Misread(`${place.name} has more than one line`, 'Enter a single line.');
};

/** The name of a field of an item, which has to have one. */
export const readFieldName: Reader = (value, place) => {
	const name = readLine(value, place);
	if (name !== '') return name;
	throw new Misread(`${place.name} is empty`, 'Enter the name of a field, such as data.');
};
