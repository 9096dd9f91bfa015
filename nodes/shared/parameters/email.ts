import { isStreamSafe } from '../streamSafe';
import { urlOf } from '../url';
import { hasInvisible, trimmed, withInvisibleNamed } from './invisible';
import { InvalidValue, isNullish, listed, type Place, type Reader } from './reading';
import { leastEntries } from './template';
import { readText } from './text';

/** Some existing addresses have dots anywhere, whatever RFC 5321 says. */
const LOCAL = /^[^\s@,;:<>()[\]"\\]+$/;

/** Names separated by dots (RFC 1123, 2.1; RFC 5890 for those with other letters). */
const DOMAIN =
	/^[\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_])?(?:\.[\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_])?)*$/u;

/** Whether a text is an email address, with nothing around it and no invisible character in it. */
export function isEmailAddress(text: string): boolean {
	const [local, domain, ...more] = text.split('@');
	const isOne = domain !== undefined && more.length === 0 && !hasInvisible(text);
	return isOne && isStreamSafe(text) && LOCAL.test(local) && DOMAIN.test(domain);
}

/** An address with a name before it: `Ada <ada@example.org>`, `"Doe, Jane" <jane@example.org>`. */
const NAMED = /^(?:"[^"]*"|[^<>",;])*<([^<>]*)>$/;

/** The address alone, from one with or without a name before it. */
export const addressIn = (written: string) => trimmed(NAMED.exec(written)?.[1] ?? written);

/** The form of an address for comparisons, regardless of upper and lower case (domains: RFC 5891). */
export function sameAddress(written: string): string {
	const address = addressIn(written);
	if (!isStreamSafe(address)) return address.toLowerCase();
	const [local, domain] = address.normalize('NFC').toLowerCase().split('@');
	return `${local}@${urlOf(`http://${domain}`)?.hostname ?? domain}`;
}

/** Each address once, as it is first written. */
export function distinctAddresses(addresses: string[]): string[] {
	const found = new Map<string, string>();
	for (const address of addresses) {
		const same = sameAddress(address);
		if (!found.has(same)) found.set(same, address);
	}
	return [...found.values()];
}

/** The format of a parameter's addresses. */
interface Writing {
	isAddress: (text: string) => boolean;
	/** What separates the addresses of a list. */
	parts: RegExp;
	/** The separators between two of them. */
	separators: RegExp;
	/** For the error. */
	example: string;
}

const PLAIN: Writing = {
	isAddress: isEmailAddress,
	parts: /[^ \t\r\n,;]+|[,;]/g,
	separators: /[ \t\r\n,;]+/,
	example: 'Enter an address such as jane@example.com, without a name.',
};

/** Characters that join letters into a word or an emoji, or keep words on one line: invisible, but part of names. */
const OF_WORDS = /\u200c|\u200d|\ufe0e|\ufe0f|\u00a0|\u202f|\u2009|[\u{e0020}-\u{e007f}]/gu;

const WITH_NAMES: Writing = {
	isAddress: (text) => isEmailAddress(addressIn(text)) && !hasInvisible(text.replace(OF_WORDS, '')),
	// Commas separate addresses, unless they are in a quoted name.
	parts: /(?:"[^"]*"|[^,;\n"])+|[,;"]/g,
	separators: /[,;\n]/,
	example: 'Enter an address such as jane@example.com or Jane Doe <jane@example.com>.',
};

function checked(text: string, { name }: Place, { isAddress, example }: Writing): string {
	if (isAddress(text)) return text;
	const what = text === '' ? 'nothing' : withInvisibleNamed(text);
	throw new InvalidValue(`${name} is no email address: ${what}`, example);
}

const one =
	(writing: Writing): Reader =>
	(value, place) => {
		const text = trimmed(readText(value, place));
		return text === '' ? '' : checked(text, place, writing);
	};

/** Texts separated by commas, semicolons or line breaks; a separator without a text next to it is an error. */
function partsOf(text: string, { name, written }: Place, { parts, separators }: Writing): string[] {
	const found = (text.match(parts) ?? []).map(trimmed).filter(Boolean);
	const isComma = (part: string | undefined) => part === ',' || part === ';';
	const isLonely = found.some(
		(part, index) =>
			isComma(part) && (index === 0 || !found[index + 1] || isComma(found[index + 1])),
	);
	const addresses = found.filter((part) => !isComma(part));
	if (!isLonely && addresses.length >= leastEntries(written, separators)) return addresses;
	throw new InvalidValue(
		isLonely
			? `${name} has a comma without an address beside it: ${withInvisibleNamed(text)}`
			: `${name} lacks an address: an expression in it gave nothing`,
		'Put commas only between addresses. Where an expression gave nothing, a recipient is missing.',
	);
}

const several =
	(writing: Writing): Reader =>
	(value, place) => {
		if (isNullish(value)) return [];
		const list = Array.isArray(value)
			? listed(value).map((each) => trimmed(readText(each, place)))
			: partsOf(trimmed(readText(value, place)), place, writing);
		return distinctAddresses(list.map((each) => checked(each, place, writing)));
	};

/** An email address; an empty text for none. */
export const readEmail = one(PLAIN);

/** An email address with or without a name before it; an empty text for none. */
export const readNamedEmail = one(WITH_NAMES);

/** Email addresses, each once: text separated by commas, semicolons, spaces or line breaks, or a list of texts. */
export const readEmails = several(PLAIN);

/** The same with names before them: `Ada <ada@example.org>, bob@example.org`. */
export const readNamedEmails = several(WITH_NAMES);
