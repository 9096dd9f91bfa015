import { hasInvisible, trimmed, withInvisibleNamed } from './invisible';
import { InvalidValue, type Reader } from './reading';
import { readText } from './text';

/** Separators that people use between groups of digits: any space, hyphens and dashes, dots, slashes, brackets. */
const GROUPING = /[\p{Zs}\t.()/\u2010-\u2015-]/gu;

/** "1234567/8" means two numbers with different endings. */
const OTHER_ENDING = /^[^/]*\d\s*\/\s*\d{1,3}$/;

/** A number with its country code (ITU-T E.164, section 6). */
const E_164 = /^\+[1-9]\d{6,14}$/;

/**
 * Countries where numbers begin with a zero that is not dialled after the country code (ITU-T E.129). In Italy it is.
 */
const DIALLED_ONLY_AT_HOME =
	/^\+(27|3[1-3]|353|355|358|38[1-9]|40|41|421|43|44|46|49|61|64|81|90|212|213)0/;

/** A phone number in E.164 format; an empty text for none. */
export const readPhone: Reader = (value, place) => {
	const written = trimmed(readText(value, place));
	if (written === '') return '';
	// Whether it is dialled after a country code depends on the country: in Italy it is, in France it is not.
	if (/\(\s*0/.test(written)) {
		throw new InvalidValue(
			`${place.name} has a zero in brackets, which is not dialled in every country: ${written}`,
			'Write the number as it is dialled from abroad, such as +33612345678.',
		);
	}
	if (OTHER_ENDING.test(written)) {
		throw new InvalidValue(
			`${place.name} is more than one number: ${written}`,
			'Enter one of them.',
		);
	}
	const number = written.replace(GROUPING, '').replace(/^00/, '+');
	if (DIALLED_ONLY_AT_HOME.test(number)) {
		throw new InvalidValue(
			`${place.name} has a zero after the country code, which is not dialled from abroad: ${written}`,
			'Leave out the zero, such as +33612345678.',
		);
	}
	if (E_164.test(number)) return number;
	throw new InvalidValue(
		hasInvisible(number)
			? `${place.name} has a character that can not be seen: ${withInvisibleNamed(number)}`
			: `${place.name} is no number with a country code: ${written}`,
		'Enter it as E.164 has it, such as +34600000000.',
	);
};
