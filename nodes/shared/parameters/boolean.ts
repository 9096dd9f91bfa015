import { InvalidValue, shown, type Reader } from './reading';

const BOOLEANS: Record<string, boolean> = { true: true, false: false, 1: true, 0: false };

/** True or false, which expressions and spreadsheets also write as text or as 1 and 0. */
export const readBoolean: Reader = (value, { name }) => {
	const isWritten = ['boolean', 'number', 'string'].includes(typeof value);
	const written = isWritten ? String(value).trim().toLowerCase() : '';
	if (Object.hasOwn(BOOLEANS, written)) return BOOLEANS[written];
	throw new InvalidValue(
		`${name} is neither true nor false: ${shown(value)}`,
		'An expression has to give true or false.',
	);
};
