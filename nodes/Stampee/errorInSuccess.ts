import type { IDataObject } from 'n8n-workflow';

import { idOf, isObject, textOf } from '../shared/json';
import { isDocumentedId, unclearAnswer } from './accepted';
import { EVIDENCE_TYPES } from './delivery';
import { stampeeErrors } from './errors';

/**
 * Passes only a success without an error: one that has some proves nothing of what it names.
 * @param listed what it lists
 * @throws DoubtfulAnswer with all IDs of the answer
 */
export function assertNoError(body: unknown, listed: unknown[], status: number): void {
	if ([body, ...listed].some(isError))
		throw unclearAnswer(body, status, 'names an error beside the success');
}

/**
 * Whether something is certainly an error. A code alone makes none, nor do words: a success may have them as well,
 * although Stampee documents neither.
 */
function isError(thing: unknown): boolean {
	if (!isObject(thing)) return false;
	const { id, code, error, errors, success, status, state } = thing;
	const isKnown = Object.hasOwn(stampeeErrors.hints, textOf(code));
	return (
		success === false ||
		isKnown ||
		// Beside the status of a message, it says why that came about.
		(!EVIDENCE_TYPES.includes(textOf(status)) && [error, errors].some(saysSomething)) ||
		[status, state].some(isFailure) ||
		(idOf(id) !== '' && isEnvelope(thing))
	);
}

const saysSomething = (value: unknown) =>
	isObject(value) || Array.isArray(value) ? Object.keys(value).length > 0 : Boolean(value);

/** A status of HTTP, or a word that is none of Stampee's documented ones. */
const isFailure = (status: unknown) =>
	/^(?:[45]\d\d|errors?|failed|failure|invalid)$/i.test(textOf(status));

/** What Stampee documents for errors, with an ID that it documents for nothing: it is that of the error. */
const isEnvelope = ({ id, code, message, text }: IDataObject) =>
	textOf(code) !== '' &&
	[message, text].some((words) => textOf(words) !== '') &&
	!isDocumentedId(idOf(id));
