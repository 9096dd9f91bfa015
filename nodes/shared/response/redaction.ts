import { isObject, isPlain } from '../json';

/** What stands in place of a secret. */
const HIDDEN = '[hidden]';

/** A shorter secret may be any word or number. */
const SHORTEST = 6;

/** From this length on, in characters, nothing has a secret's characters by chance. */
const UNMISTAKABLE = 16;

const IN_WORD = /[\p{L}\p{N}]/u;

/** The end of what stands for one character in an address or in a text within a text. No letter in it is a word's. */
const ENCODED = /(?:%[\da-f]{2}|\\[bfnrt]|\\u[\da-f]{4})$/i;

/** The maximum length of such an end. */
const LONGEST_ENCODED = 6;

/** A text without a secret. In a longer word, a short one is none: an ID may have its digits. */
function hiddenIn(text: string, secret: string): string {
	if (!text.includes(secret)) return text;
	if (secret.length >= UNMISTAKABLE) return text.replaceAll(secret, HIDDEN);
	const isWithin = (edge: string, beside: string) => IN_WORD.test(edge) && IN_WORD.test(beside);
	let told = '';
	let from = 0;
	for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, from)) {
		const end = at + secret.length;
		const isEncoded = ENCODED.test(text.slice(Math.max(0, at - LONGEST_ENCODED), at));
		const isPart =
			(!isEncoded && isWithin(secret[0], text.charAt(at - 1))) ||
			isWithin(secret.at(-1)!, text.charAt(end));
		told += text.slice(from, at) + (isPart ? secret : HIDDEN);
		from = end;
	}
	return told + text.slice(from);
}

/**
 * Data of an answer without the secrets of its request, which a provider may repeat. What has none is returned as it
 * is.
 */
export function redacted<T>(data: T, secrets: string[]): T {
	const hidden = secrets
		.filter(({ length }) => length >= SHORTEST)
		// Otherwise one that is part of another would leave the rest of it.
		.sort((one, other) => other.length - one.length);
	return hidden.length > 0 ? (redactedIn(data, hidden) as T) : data;
}

function redactedIn(data: unknown, secrets: string[]): unknown {
	if (typeof data === 'string') return secrets.reduce(hiddenIn, data);
	if (Array.isArray(data)) {
		const all = data.map((each) => redactedIn(each, secrets));
		return all.some((each, index) => each !== data[index]) ? all : data;
	}
	if (!isObject(data) || !isPlain(data)) return data;
	const entries = Object.entries(data);
	const fields = entries.map((entry) => redactedIn(entry, secrets) as typeof entry);
	return fields.some((field, index) => field !== entries[index])
		? Object.fromEntries(fields)
		: data;
}
