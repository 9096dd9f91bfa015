import { urlOf } from '../url';
import { firstIn, isBlank } from './pasted';
import { InvalidValue, type Reader } from './reading';
import { readLine } from './text';

/** Scheme and host, without which a URL leads nowhere. */
const BEGINNING = /^https?:\/\/[^/?#]/i;

/** The URL of a web page, unchanged; an empty text for none. It is not shown, for it may have a login in it. */
export const readWebAddress: Reader = (value, place) => {
	const text = readLine(value, place) as string;
	if (text === '' || (BEGINNING.test(text) && urlOf(text) && !firstIn(text, isBlank))) return text;
	throw new InvalidValue(
		`${place.name} is not the address of a web page`,
		'Enter it whole and without blanks, such as https://example.org/inbound.',
	);
};
