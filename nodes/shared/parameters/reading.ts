import type { INodeProperties } from 'n8n-workflow';

import { isObject, textOf } from '../json';

/** A parameter, or a field within one. */
export interface Place {
	/** Its name at the beginning of an error's sentence: "The parameter 'Email' of recipient 2". */
	name: string;
	/** As the node declares it. */
	property: INodeProperties;
	/** As in the workflow, with its expressions; unknown for a field of an entry in JSON. */
	written?: unknown;
	/** Whether it is a field within another one, which users add on purpose. */
	isInner?: boolean;
}

/**
 * Converts a value from a form, an expression or JSON to what the parameter needs. Reading a value again leaves it
 * unchanged.
 * @throws InvalidValue for a value that it does not understand: then nothing leaves
 */
export type Reader = (value: unknown, place: Place) => unknown;

/** A value that does not fit its parameter. */
export class InvalidValue extends Error {
	/**
	 * @param message what is wrong, naming the parameter and what it can be; no final period
	 * @param description how to fix it
	 */
	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
	}
}

/** The location of a parameter that is in no other one. */
export const placeOf = (property: INodeProperties, written?: unknown): Place => ({
	name: `The parameter '${property.displayName}'`,
	property,
	written,
});

/** Whether an expression has no value at all, as for a column that an item does not have. */
export const isNullish = (value: unknown): value is null | undefined =>
	value === null || value === undefined;

/** A list, or a single value as one. Places without a value count as entries, unlike in JavaScript's own methods. */
export const listed = (value: unknown): unknown[] =>
	Array.isArray(value) ? Array.from<unknown>(value) : [value];

/** The value in a few words: an object may contain things that do not belong in an error. */
export function shown(value: unknown): string {
	if (isNullish(value)) return 'nothing';
	if (Array.isArray(value)) return 'a list';
	if (isObject(value)) return 'an object';
	return typeof value === 'function' ? 'a function' : textOf(value).slice(0, 100);
}
