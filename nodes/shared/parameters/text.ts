import { isDate, isoOf } from './date';
import { withInvisibleNamed } from './invisible';
import { InvalidValue, isNullish, shown, type Place, type Reader } from './reading';
import { expressionsIn } from './template';

/** Fields with a single line: a second line of a subject or of a name would be a separate header. */
const LINE_END = /[\n\v\f\r\u0085\u2028\u2029]/;

/** The text of invalid dates; within a list, n8n converts dates to text. */
const NO_DATE = /^Invalid Date(Time)?$/;

/**
 * Text, unchanged. Numbers, booleans and dates are converted to text; no value becomes an empty text.
 */
export function readText(value: unknown, { name, written: template }: Place): string {
	const text = written(value);
	if (text === undefined) {
		const isNumber = typeof value === 'number';
		throw new InvalidValue(
			isNumber
				? `${name} is a number that has lost digits: ${shown(value)}`
				: `${name} is not text: ${shown(value)}`,
			isNumber
				? 'Let the expression give the number as text.'
				: 'Let the expression give text, such as one field of an object.',
		);
	}
	if (NO_DATE.test(text)) {
		throw new InvalidValue(
			`${name} is a date that there is not`,
			'Check what the expression makes the date of.',
		);
	}
	if (OBJECT_IN_TEXT.test(text) && expressionsIn(template) > 0) {
		throw new InvalidValue(
			`${name} has an object in its text: ${OBJECT_IN_TEXT.exec(text)![0]}`,
			'Let each expression give text, such as one field of an object.',
		);
	}
	if (!hasHalf(text)) return text;
	throw new InvalidValue(
		`${name} has half of a character`,
		'Check where its expression cuts a text.',
	);
}

/** Whether a number is valid and has all its digits: whole numbers beyond 2^53 have lost some. */
export const isExact = (value: number) =>
	Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);

/** n8n's text for an object from an expression in the middle of a text. */
const OBJECT_IN_TEXT = /\[object \w+\]/;

/** Whether a text has half of a character, which UTF-8 can't encode. */
export const hasHalf = (text: string) => /\p{Surrogate}/u.test(text);

function written(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	if (typeof value === 'number' && isExact(value)) return String(value);
	if (isDate(value)) return isoOf(value);
	return isNullish(value) ? '' : undefined;
}

/** Characters that are invisible or can't be typed in one line; tabs count as spaces. */
const CONTROL = /(?!\t)\p{Cc}/u;

/** Text in a single line, without surrounding spaces. */
export const readLine: Reader = (value, place) => {
	const line = readText(value, place).trim();
	if (LINE_END.test(line)) {
		throw new InvalidValue(`${place.name} has more than one line`, 'Enter a single line.');
	}
	if (!CONTROL.test(line)) return line;
	throw new InvalidValue(
		`${place.name} has a character that can not be seen: ${withInvisibleNamed(line).slice(0, 100)}`,
		'Remove it.',
	);
};

/** The name of a field of an item; required. */
export const readFieldName: Reader = (value, place) => {
	const name = readLine(value, place);
	if (name !== '') return name;
	throw new InvalidValue(`${place.name} is empty`, 'Enter the name of a field, such as data.');
};
