import type { IDataObject } from 'n8n-workflow';

import { idOf, isObject, textOf } from '../shared/json';
import { DoubtfulAnswer } from '../shared/outcome/acceptedIds';
import { isEmailAddress, sameAddress } from '../shared/parameters/email';

/** What may have an ID in an answer: the answer itself, and what it lists, with the name of the list. */
function placesIn(body: unknown, list = ''): Array<{ list: string; each: unknown }> {
	if (Array.isArray(body)) {
		return body.flatMap((each: unknown) =>
			isObject(each) ? placesIn(each, list) : [{ list, each }],
		);
	}
	if (!isObject(body)) return [];
	const lists = Object.entries(body).filter(
		([name, value]) => name === 'data' || Array.isArray(value),
	);
	return [{ list, each: body }, ...lists.flatMap(([name, value]) => placesIn(value, name))];
}

/**
 * All that stands in the place of an ID in an answer: its own, and those of what it lists, whatever the lists are
 * called.
 */
const answeredIds = (body: unknown): unknown[] =>
	placesIn(body)
		.map(({ each }) => (isObject(each) ? each.id : each))
		.filter((id) => id !== undefined);

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

/** The documented format of a message's ID. */
const MESSAGE_ID = /^\d{12}$/;

/** That of a customer's: a UUID, which an error can have as well. */
const CUSTOMER_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Whether an ID has one of the documented formats. */
export const isDocumentedId = (id: string) => MESSAGE_ID.test(id) || CUSTOMER_ID.test(id);

/** The lists whose entries are messages or customers, unless they describe what is wrong. */
const OWN_LISTS = ['messages', 'customers'];

/**
 * The IDs of the messages and customers in a refusal. Not those of errors, which can be called messages as well, nor
 * of customers who have answered already: they were there before. Where an error or a request could have an ID, a
 * customer is known by the address.
 */
export const acceptedIn = (body: IDataObject): unknown[] =>
	placesIn(body).flatMap(({ list, each }) => {
		const place: IDataObject = isObject(each) ? each : { id: each as string };
		const { id, state = 'PENDING', ...others } = place;
		const isMessage = MESSAGE_ID.test(idOf(id));
		const isCustomer = CUSTOMER_ID.test(idOf(id));
		const isError = !isObject(each) || OF_ERRORS.some((name) => name in others);
		const isNamed = OWN_LISTS.includes(list)
			? isCustomer || !isError
			: isCustomer && !isError && addressOf(place) !== '';
		return state === 'PENDING' && (isMessage || isNamed) ? [id] : [];
	});
