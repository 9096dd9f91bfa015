import type { INodeProperties } from 'n8n-workflow';

import { isObject, textOf } from '../json';

/** A parameter, or a field within one. */
export interface Place {
	/** How an error names it at the beginning of a sentence: "The parameter 'Email' of recipient 2". */
	name: string;
	/** As the node declares it. */
	property: INodeProperties;
	/** As it stands in the workflow, with its expressions; not known of a field within another one. */
	written?: unknown;
}

/**
 * Makes of what a form, an expression or JSON gave what the parameter is for. What was read can be read again, and
 * stays the same.
 * @throws Misread for what it does not understand: then nothing leaves
 */
export type Reader = (value: unknown, place: Place) => unknown;

/** A value that does not fit the parameter that it stands in. */
export class Misread extends Error {
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

/** Where a parameter stands that is in nothing else. */
export const placeOf = (property: INodeProperties, written?: unknown): Place => ({
	name: `The parameter '${property.displayName}'`,
	property,
	written,
});

/** Whether an expression gave nothing at all, as for a column that an item does not have. */
export const isNothing = (value: unknown): value is null | undefined =>
	value === null || value === undefined;

/** What was given, in few words: an object may hold what is none of an error's business. */
export function shown(value: unknown): string {
	if (isNothing(value)) return 'nothing';
	if (Array.isArray(value)) return 'a list';
	if (isObject(value)) return 'an object';
	return typeof value === 'function' ? 'a function' : textOf(value).slice(0, 100);
}
