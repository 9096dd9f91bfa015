import type { IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { textOf } from '../json';
import { badInput } from '../parameters/badInput';

/** Names that n8n and its HTTP client (axios) leave out when they copy a body. */
const LEFT_OUT = ['__proto__', 'constructor', 'prototype'];

/** Half of a character can't be encoded: in a query it eats up the character that follows. */
const HALF = /\p{Surrogate}/u;

/**
 * A request that arrives as it was built.
 * @throws NodeOperationError for what would be lost or changed on its way without a word
 */
export function sendable(
	context: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
): IHttpRequestOptions {
	const lost = namesIn(request.body).find((name) => LEFT_OUT.includes(name));
	if (lost !== undefined) {
		throw badInput(context, `Nothing can be sent under the name '${lost}'`, 'Choose another one.');
	}
	const half = Object.entries(request.qs ?? {}).find(([, value]) => HALF.test(textOf(value)));
	if (half === undefined) return request;
	throw badInput(context, `What is sent as '${half[0]}' holds half of a character`);
}

/** The names in a body, at any depth. */
function namesIn(value: unknown): string[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inside]) => [name, ...namesIn(inside)]);
}
