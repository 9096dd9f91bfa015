import type { IDataObject } from 'n8n-workflow';

import { idOf, isObject, textOf } from '../shared/json';
import { UnnamedAnswer } from '../shared/outcome/acceptedIds';
import { isEmailAddress, sameAddress } from '../shared/parameters/email';
import { composed } from '../shared/streamSafe';

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
export const unclearAnswer = (body: unknown, status: number) =>
	new UnnamedAnswer(answeredIds(body), status);

/** The address of the person whom something in an answer is for, for comparisons; empty if it has none. */
function addressOf({ email, recipient }: IDataObject): string {
	const given = [isObject(recipient) ? recipient.email : recipient, email].map(textOf);
	const address = given.find(isEmailAddress);
	return address === undefined ? '' : sameAddress(address);
}

/**
 * What an answer has for each of those whom a request was about, in their order: by the addresses in it, or else by
 * its order, which Stampee does not promise. Nobody gets what may be somebody else's, so that some can have nothing.
 * @param emails of those whom the request was about, each different
 * @returns undefined if it is not sure what is for whom
 */
export function sortedFor(listed: unknown[], emails: string[]): IDataObject[] | undefined {
	if (!listed.every(isObject)) return undefined;
	const ids = listed.map(({ id }) => idOf(id)).filter(Boolean);
	if (new Set(ids).size < ids.length) return undefined;
	const wanted = emails.map(sameAddress);
	const named = listed.map(addressOf);
	const isInOrder =
		listed.length === wanted.length &&
		named.every((address, index) => ['', wanted[index]].includes(address));
	if (isInOrder) return listed;
	const isEachNamed =
		new Set(named).size === named.length && named.every((address) => wanted.includes(address));
	return isEachNamed && listed.length > 0
		? wanted.map((address) => listed[named.indexOf(address)] ?? {})
		: undefined;
}

/** Whether an answer that repeats fields of a request has other values in them. What it leaves empty says nothing. */
export const contradicts = (answer: IDataObject, sent: IDataObject): boolean =>
	Object.entries(sent).some(([name, value]) => {
		const [told, given] = [answer[name], value].map((each) => composed(textOf(each)));
		return told !== '' && given !== '' && told !== given;
	});
