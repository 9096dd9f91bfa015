import type { INodeProperties } from 'n8n-workflow';

import { isObject, isPlain, isTooDeep, MAX_DEPTH, parsedJson } from '../json';
import { InvalidValue, listed, shown, type Reader } from './reading';

/** An object or a list, as a value or as JSON; an empty text for none. */
export const readJson: Reader = (value, { name, property }) => {
	if (typeof value === 'string' && value.trim() === '') return '';
	const given = parsedJson(value);
	if ((isObject(given) && isPlain(given)) || Array.isArray(given)) {
		if (isTooDeep(given)) {
			throw new InvalidValue(
				`${name} has more than ${MAX_DEPTH} levels of lists and objects`,
				'Check what the expression gives.',
			);
		}
		const changed = changedIn(value, given);
		if (changed === undefined) return given;
		throw new InvalidValue(
			`${name} has ${changed}`,
			'Give each name once and with a value, and long numbers as text.',
		);
	}
	throw new InvalidValue(
		`${name} is not JSON: ${shown(value)}`,
		`Enter an object or a list, such as ${example(property)}.`,
	);
};

const example = ({ default: usual }: INodeProperties) =>
	typeof usual === 'string' && usual !== '' ? usual : '{}';

/**
 * Written so that a text of many megabytes, such as a file, does not overflow the stack of the regular expression. It
 * matches at each quote, closed or not: otherwise, each quote of an unclosed text would be searched to the end of the
 * text.
 */
const STRINGS = /"[^"\\]*(?:\\[^]?[^"\\]*)*"?/g;

/** What a JSON text lost when it was parsed, or which of an object's values is missing. */
function changedIn(written: unknown, read: unknown): string | undefined {
	if (typeof written !== 'string') return undefinedIn(read);
	const outside = written.replace(STRINGS, '""');
	const names = outside.match(/""\s*:/g) ?? [];
	if (names.length > namesIn(read)) return 'a name twice, of which only the last would count';
	const numbers = outside.match(/\d{16,}/g) ?? [];
	const lost = numbers.find((digits) => !Number.isSafeInteger(Number(digits)));
	return lost && `a number that would lose digits: ${lost}`;
}

function namesIn(value: unknown): number {
	if (typeof value !== 'object' || value === null) return 0;
	const inside = Object.values(value).reduce((sum: number, each) => sum + namesIn(each), 0);
	return inside + (Array.isArray(value) ? 0 : Object.keys(value).length);
}

/** A name whose expression has no value would be left out. */
function undefinedIn(value: unknown, around = new Set<unknown>()): string | undefined {
	if ((!isObject(value) && !Array.isArray(value)) || around.has(value)) return undefined;
	around.add(value);
	const all = Array.isArray(value) ? listed(value) : value;
	for (const [name, each] of Object.entries(all)) {
		if (each === undefined) return `nothing for '${name}': its expression gave nothing`;
		const inside = undefinedIn(each, around);
		if (inside) return inside;
	}
	around.delete(value);
	return undefined;
}
