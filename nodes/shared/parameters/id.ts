import { hasInvisible, withInvisibleNamed } from './invisible';
import { InvalidValue, isNullish, listed, type Place, type Reader } from './reading';
import { isUnfilled, leastEntries } from './template';
import { readLine } from './text';

/** Characters that are copied along with an ID, or belong to the JSON of a list of IDs. */
const NO_PART = /["'`[\]{}]/;

/** An ID as text: JavaScript's numbers lose digits beyond 2^53. An empty text for none. */
export function readId(value: unknown, place: Place): string {
	if (typeof value === 'number' && !Number.isSafeInteger(value)) {
		throw new InvalidValue(
			Number.isInteger(value)
				? `${place.name} is a number that has lost digits: ${value}`
				: `${place.name} is a number that is no ID: ${value}`,
			'Let the expression give the ID as text.',
		);
	}
	const id = readLine(value, place) as string;
	if (isUnfilled(place.written, id)) {
		throw new InvalidValue(
			`${place.name} lacks a part: its expression gave nothing beside ${id}`,
			'Check the expression. Without that part, many things may have the same ID.',
		);
	}
	if (!hasInvisible(id)) return id;
	throw new InvalidValue(
		`${place.name} has a character that can not be seen: ${withInvisibleNamed(id)}`,
		'Remove it: with it, it is another ID.',
	);
}

/** IDs, each once: text separated by commas, semicolons, spaces or line breaks, or a list. */
export const readIds: Reader = (value, place) => {
	if (isNullish(value)) return [];
	const isText = typeof value === 'string';
	const ofOne = { ...place, written: undefined };
	const ids = (isText ? value.split(SEPARATORS) : listed(value)).map((each) => readId(each, ofOne));
	const found = ids.filter(Boolean);
	if (!isText && found.length < ids.length) {
		throw new InvalidValue(
			`${place.name} has an entry with nothing in it: entry ${ids.indexOf('') + 1}`,
			'Check what the expression makes the list of. An empty list is [].',
		);
	}
	const wrong = found.find((id) => NO_PART.test(id));
	if (wrong !== undefined) {
		throw new InvalidValue(
			`${place.name} holds what is no ID: ${wrong.slice(0, 100)}`,
			'Enter IDs with commas or lines between them, without quotation marks or brackets.',
		);
	}
	if (found.length >= leastEntries(place.written, SEPARATORS)) return [...new Set(found)];
	throw new InvalidValue(
		`${place.name} lacks one: an expression in it gave nothing`,
		'Check the expressions.',
	);
};

const SEPARATORS = /[\s,;]+/;

/** A name in the format that providers use for events; * at the end matches any ending. */
const EVENT_NAME = /^[\w.:-]*\*?$/;

/** Names of events, each once, in the format of IDs. */
export const readEventNames: Reader = (value, place) => {
	const names = readIds(value, place) as string[];
	const wrong = names.find((name) => !EVENT_NAME.test(name));
	if (wrong === undefined) return names;
	throw new InvalidValue(
		`${place.name} holds what is no name of an event: ${wrong.slice(0, 100)}`,
		'Enter names as the provider writes them. A * can only be at the end of one.',
	);
};
