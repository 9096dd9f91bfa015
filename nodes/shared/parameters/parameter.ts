import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isObject } from '../json';
import { readAs, type ReadKind } from './readers';
import { placeOf } from './reading';

/** n8n's context of an item, a poll, a webhook or a list: they have only the name and the fallback in common. */
export interface ParameterSource {
	getNodeParameter(name: string, ...more: never[]): unknown;
}

/**
 * The raw value of a parameter, with its expressions evaluated. Only for kinds that need the item to be read.
 * @param name its path, such as `options.sender`
 */
export function givenIn(context: ParameterSource, name: string, fallback: unknown = ''): unknown {
	const read = context.getNodeParameter.bind(context) as (path: string, none: unknown) => unknown;
	return read(name, fallback);
}

/**
 * Reads a parameter of a kind. Those of an item were read according to their declarations before, so they are valid;
 * a trigger's are read here, after its description was checked.
 */
const reader =
	<T>(kind: ReadKind, usual: T) =>
	(context: ParameterSource, name: string, fallback: T = usual): T =>
		readAs(
			kind,
			givenIn(context, name, fallback),
			placeOf({ ...NAMELESS, displayName: name }),
		) as T;

const NAMELESS: INodeProperties = { displayName: '', name: '', type: 'string', default: '' };

export const booleanIn = reader('boolean', false);
export const numberIn = reader('number', 0);
/** Unchanged, including surrounding spaces. */
export const textIn = reader('string', '');
/** One of a list's values. */
export const choiceIn = reader('line', '');
export const choicesIn = reader<string[]>('ids', []);
export const dayIn = reader('day', '');
export const emailIn = reader('email', '');
export const emailsIn = reader<string[]>('emails', []);
export const fieldNameIn = reader('fieldName', 'data');
export const idsIn = reader<string[]>('ids', []);
export const jsonIn = reader<unknown>('json', '');
export const lineIn = reader('line', '');
export const namedEmailsIn = reader<string[]>('namedEmails', []);
export const phoneIn = reader('phone', '');
export const scheduleIn = reader('schedule', '');

/** An ID, also where a resource locator names it. */
export function idIn(context: ParameterSource, name: string): string {
	const given = givenIn(context, name);
	const place = placeOf({ ...NAMELESS, displayName: name });
	return readAs('id', isObject(given) ? given.value : given, place) as string;
}

/** The fields of a collection that were added. */
export const fieldsIn = (context: ParameterSource, name: string) =>
	givenIn(context, name, {}) as IDataObject;
