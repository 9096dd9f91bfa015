import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { textOf } from '../json';
import { badInput } from './badInput';

/**
 * Characters that would change the URL that an id is inserted into, encoded or not, and half characters, which can't
 * be encoded at all.
 */
const UNSAFE = /[/\\?#\s\p{Surrogate}]|^\.{1,2}$/u;

/** Whether a value can be one segment of a path. A URL parser resolves dot segments even when encoded. */
export const isPathSegment = (id: string) => id !== '' && !UNSAFE.test(id);

/**
 * An id from a parameter as one segment of a path.
 * @param label the parameter's label, for the error
 */
export function pathSegment(
	context: IExecuteSingleFunctions,
	value: unknown,
	label: string,
): string {
	const id = textOf(value);
	if (isPathSegment(id)) return encodeURIComponent(id);
	throw badInput(
		context,
		`The parameter '${label}' is ${id === '' ? 'empty' : 'not an ID'}`,
		'Enter the ID as the provider gave it, with nothing around it.',
	);
}
