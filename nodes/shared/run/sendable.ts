import type { IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { isObject, isPlain, isTooDeep, MAX_DEPTH, textOf } from '../json';
import { badInput } from '../parameters/badInput';
import { hasHalf, isExact } from '../parameters/text';

/** Names that n8n and its HTTP client (axios) omit when they copy a body. */
const LEFT_OUT = ['__proto__', 'constructor', 'prototype'];

/**
 * A request that arrives as it was built.
 * @throws NodeOperationError for values that would silently be lost or changed on their way
 */
export function sendable(
	context: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
): IHttpRequestOptions {
	if (isTooDeep(request.body)) {
		throw badInput(
			context,
			`What is sent has more than ${MAX_DEPTH} levels of lists and objects`,
			'Check what the expressions give.',
		);
	}
	const wrong = notInJson(request.body);
	if (wrong !== undefined) {
		throw badInput(
			context,
			`What is sent holds ${wrong}, which JSON can not`,
			'Let the expression give text, numbers, true, false, lists and objects only.',
		);
	}
	const lost = namesIn(request.body).find((name) => LEFT_OUT.includes(name));
	if (lost !== undefined) {
		throw badInput(context, `Nothing can be sent under the name '${lost}'`, 'Choose another one.');
	}
	// In a query it swallows the character that follows.
	const half = Object.entries(request.qs ?? {}).find(([, value]) => hasHalf(textOf(value)));
	if (half === undefined) return request;
	throw badInput(context, `What is sent as '${half[0]}' holds half of a character`);
}

/** Values that JSON can't represent: it throws, drops them, or writes null. */
const NOT_IN_JSON: Record<string, (value: unknown) => boolean> = {
	'a number that is none': (value) => typeof value === 'number' && !Number.isFinite(value),
	'a number that has lost digits': (value) => typeof value === 'number' && !isExact(value),
	'a number of the type BigInt': (value) => typeof value === 'bigint',
	'a function': (value) => typeof value === 'function',
	'a symbol': (value) => typeof value === 'symbol',
	'a Map, a Set or something like it': (value) => isObject(value) && COLLECTIONS.test(tagOf(value)),
	'a pattern': (value) => isObject(value) && tagOf(value) === '[object RegExp]',
	'an error': (value) => isObject(value) && tagOf(value) === '[object Error]',
};

/** Collections whose content JSON drops. */
const COLLECTIONS = /^\[object (Weak)?(Map|Set|Promise)\]$/;

const tagOf = (value: object) => Object.prototype.toString.call(value);

/**
 * The part of a body that can't be written as JSON, at any depth.
 * @param around the values that contain it
 */
function notInJson(value: unknown, around = new Set<unknown>()): string | undefined {
	const found = Object.entries(NOT_IN_JSON).find(([, is]) => is(value));
	if (found) return found[0];
	// A file, or a form with files, is not written as JSON, and a date converts itself.
	if (!Array.isArray(value) && !(isObject(value) && isPlain(value))) return undefined;
	if (around.has(value)) return 'an object that holds itself';
	around.add(value);
	for (const inside of Object.values(value)) {
		const wrong = notInJson(inside, around);
		if (wrong !== undefined) return wrong;
	}
	around.delete(value);
	return undefined;
}

/** The names in a body, at any depth. */
function namesIn(value: unknown): string[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inside]) => [name, ...namesIn(inside)]);
}
