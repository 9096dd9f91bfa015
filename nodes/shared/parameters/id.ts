import { Misread, isNothing, shown, type Place, type Reader } from './reading';
import { readLine, readText } from './text';

/** An ID as text: JavaScript's numbers lose digits beyond 2^53. An empty text for none. */
export function readId(value: unknown, place: Place): string {
	if (typeof value !== 'number' || Number.isSafeInteger(value)) {
		return readLine(value, place) as string;
	}
	throw new Misread(
		`${place.name} is a number that has lost digits: ${shown(value)}`,
		'Let the expression give the ID as text.',
	);
}

/** IDs, each once: text with commas, semicolons, blanks or lines between them, or a list. */
export const readIds: Reader = (value, place) => {
	if (isNothing(value)) return [];
	const written = Array.isArray(value)
		? (value as unknown[]).map((each) => readId(each, place))
		: typeof value === 'number'
			? [readId(value, place)]
			: readText(value, place).split(/[\s,;]+/);
	return [...new Set(written.filter(Boolean))];
};
