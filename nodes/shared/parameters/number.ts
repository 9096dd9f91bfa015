import { InvalidValue, shown, type Reader } from './reading';

/** A whole number within the limits of its parameter, also as text of digits. */
export const readNumber: Reader = (value, { name, property: { typeOptions } }) => {
	const { minValue = -Infinity, maxValue = Infinity } = typeOptions ?? {};
	const isDigits = typeof value === 'string' && /^[+-]?\d+$/.test(value.trim());
	const number = isDigits ? Number(value) : value;
	const isWhole = typeof number === 'number' && Number.isSafeInteger(number);
	if (isWhole && number >= minValue && number <= maxValue) return number;
	const from = minValue === -Infinity ? '' : ` from ${minValue}`;
	const to = maxValue === Infinity ? '' : ` to ${maxValue}`;
	throw new InvalidValue(
		`${name} is not a whole number${from}${to}: ${shown(value)}`,
		'Enter a number, or let an expression give one.',
	);
};
