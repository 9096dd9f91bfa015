import type { IDataObject } from 'n8n-workflow';

import { idOf, isObject, objectsIn, textOf } from '../shared/json';
import { DoubtfulAnswer } from '../shared/outcome/acceptedIds';
import { isEmailAddress, sameAddress } from '../shared/parameters/email';

/**
 * All that stands in the place of an ID in an answer: its own, and those of what it lists, whatever the lists are
 * called.
 */
function answeredIds(body: unknown): unknown[] {
	if (Array.isArray(body)) {
		return body.flatMap((each: unknown) => (isObject(each) ? answeredIds(each) : [each]));
	}
	if (!isObject(body)) return [];
	const { id, ...others } = body;
	const lists = Object.entries(others).filter(
		([name, value]) => name === 'data' || Array.isArray(value),
	);
	return [...(id === undefined ? [] : [id]), ...lists.flatMap(([, value]) => answeredIds(value))];
}

/** An answer that does not show what was accepted for whom. It has all IDs of the answer, so that none is lost. */
export const unclearAnswer = (body: unknown, status: number, flaw?: string) =>
	new DoubtfulAnswer(answeredIds(body), status, flaw);

/** The address of the person whom something in an answer is for, for comparisons; empty if it has none. */
function addressOf({ email, recipient }: IDataObject): string {
	const given = [isObject(recipient) ? recipient.email : recipient, email].map(textOf);
	const address = given.find(isEmailAddress);
	return address === undefined ? '' : sameAddress(address);
}

/**
 * What an answer has for each of those whom a request was about, in their order: by the addresses in it, or else by
 * its order, which Stampee does not promise. Nobody gets what may be somebody else's, so that some can have nothing.
 * Addresses of none of them say nothing: it is not documented that they come back as they were sent.
 * @param emails of those whom the request was about, each different
 * @returns undefined if it is not sure what is for whom
 */
export function sortedFor(listed: unknown[], emails: string[]): IDataObject[] | undefined {
	if (!listed.every(isObject)) return undefined;
	const ids = listed.map(({ id }) => idOf(id)).filter(Boolean);
	if (new Set(ids).size < ids.length) return undefined;
	const wanted = emails.map(sameAddress);
	const known = listed.map(addressOf).map((address) => (wanted.includes(address) ? address : ''));
	const isInOrder =
		listed.length === wanted.length &&
		known.every((address, index) => ['', wanted[index]].includes(address));
	if (isInOrder) return listed;
	const isEachNamed = new Set(known).size === known.length && !known.includes('');
	return isEachNamed && listed.length > 0
		? wanted.map((address) => listed[known.indexOf(address)] ?? {})
		: undefined;
}

/** The names that entries of a list have if they describe what is wrong. */
const OF_ERRORS = ['code', 'detail', 'error', 'field', 'message', 'path', 'text', 'title'];

/** Message: 12 digits. Customer: a UUID. */
export const DOCUMENTED_ID = /^(?:\d{12}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;

/**
 * The IDs of the messages and customers in a refusal. Not those of errors, which can be called messages as well, nor
 * of customers who have answered already: they were there before.
 */
export function acceptedIn(body: IDataObject): unknown[] {
	return [body, body.data].filter(isObject).flatMap(({ messages, customers }) => {
		const entries = [messages, customers].flatMap((list): unknown[] =>
			Array.isArray(list) ? list : [],
		);
		const isOwn = (id: unknown) => DOCUMENTED_ID.test(idOf(id));
		const accepted = objectsIn(entries).filter(
			({ id, state = 'PENDING', ...others }) =>
				state === 'PENDING' && (isOwn(id) || !OF_ERRORS.some((name) => name in others)),
		);
		return [...accepted.map(({ id }) => id), ...entries.filter(isOwn)];
	});
}
