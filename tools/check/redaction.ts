import { isObject } from '../../nodes/shared/json';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Kept } from '../providers/check';
import { isPdf, jsonOf, type Exchange, type Seen } from './seen';

/** Whether a value stands in the place of a text of which nothing is told. */
export const isPlaceholder = (value: unknown) =>
	typeof value === 'string' && /^text-\d+[\ufffdé]?$/.test(value);

/** JSON in which nothing is left that is somebody's. */
export type Redacted =
	null | boolean | number | string | Redacted[] | { [field: string]: Redacted };

/** The host of the API in a report, and all others. */
export const API = 'https://api.example';
export const OTHER = 'https://other.example';

/** Fields that most APIs have: their names say nothing of anybody. */
const COMMON = [
	...[
		'code',
		'count',
		'cursor',
		'data',
		'detail',
		'details',
		'error',
		'errors',
		'first',
		'has_more',
	],
	...[
		'id',
		'items',
		'last',
		'limit',
		'links',
		'message',
		'meta',
		'next',
		'offset',
		'page',
		'pages',
	],
	...['pagination', 'per_page', 'prev', 'results', 'size', 'status', 'success', 'title', 'total'],
	...['type', 'url'],
];

/** How times are written: by ISO 8601, with a blank, by RFC 5322. */
const TIME =
	/^(\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?|[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d ([+-]\d{4}|[A-Z]{1,4}))$/;

/** A word of a machine's: letters, and a few digits at its end. */
const WORD = /^[A-Za-z]+([_. -][A-Za-z]+)*([_-]\d{1,3})?$/;
const LONGEST_WORD = 48;

/** What is shorter is found in too many words. */
const SHORTEST_SECRET = 3;

/** Counts and limits are smaller; phone numbers and IDs are not. */
const LARGEST_NUMBER = 100_000_000;

const DEEPEST = 40;

const RESET = 'x-ratelimit-reset';

/** The headers of an answer that stand in a report. */
const HEADERS: Record<string, RegExp> = {
	'content-type':
		/^(application|text)\/(json|html|plain|pdf|xml|problem\+json|octet-stream)(; ?charset=(utf-8|us-ascii|iso-8859-1))?$/i,
	date: TIME,
	'retry-after': /^\d{1,6}$/,
	'x-ratelimit-limit': /^\d{1,9}$/,
	'x-ratelimit-remaining': /^\d{1,9}$/,
	[RESET]: /^-?\d{1,16}$/,
};

/**
 * Takes out of answers all that is somebody's. Only what is on a list stays, by the name of its field; everything else
 * becomes something of the same form, the same value always the same one, so that what points to each other still does.
 */
export class Redaction {
	private readonly replaced = new Map<string, string>();
	/** What must not stand in any field, in lower case. */
	private readonly personal = new Set<string>();
	private readonly fields: Set<string>;
	private readonly vocabulary: Set<string>;

	/** @param origin the API's own, by which its links are known */
	constructor(
		private readonly kept: Kept,
		private readonly origin: string,
	) {
		const { words, numbers, times, names } = kept;
		this.fields = new Set([...COMMON, ...words, ...numbers, ...times, ...names]);
		this.vocabulary = new Set(kept.vocabulary);
	}

	/** Notes what went in: secrets, addresses, IDs. */
	hide(...values: unknown[]): void {
		for (const value of values) {
			if (typeof value === 'object' && value !== null) {
				this.hide(...(Object.values(value) as unknown[]));
			} else if (typeof value === 'string' || typeof value === 'number') this.note(String(value));
		}
	}

	/** Notes what stands in fields of answers that are not on a list: it may not come through any other one. */
	hideAnswers({ exchanges }: Seen): void {
		for (const exchange of exchanges) this.noteIn(jsonOf(exchange), '', 0);
	}

	/** A value of an answer, or a part of it. @param field the name that it has there */
	value(value: unknown, field = '', depth = 0): Redacted {
		if (value === null || typeof value === 'boolean') return value;
		if (typeof value === 'number') return this.number(value, field);
		if (typeof value === 'string') return this.text(value, field);
		if (depth > DEEPEST) return null;
		if (Array.isArray(value)) return value.map((each) => this.value(each, field, depth + 1));
		if (!isObject(value)) return null;
		return Object.fromEntries(
			Object.entries(value).map(([name, each]) => [
				this.name(name),
				this.value(each, name, depth + 1),
			]),
		);
	}

	/** A URL: the API's paths by their templates, all others as a number. */
	url(text: string): string {
		let url: URL;
		try {
			url = new URL(text, this.origin);
		} catch {
			return this.placeholder(text, 'link');
		}
		const base = new URL(this.origin);
		const isOwn = url.origin === base.origin;
		const below = base.pathname.replace(/\/$/, '');
		const isBelow = isOwn && url.pathname.startsWith(below);
		const relative = isBelow ? url.pathname.slice(below.length) : url.pathname;
		const host = isOwn ? API : OTHER;
		const template = this.templateOf(relative);
		if (template === undefined) return `${host}/${this.placeholder(url.href, 'link')}`;
		const path = relative
			.split('/')
			.map((part, index) =>
				template[index]?.startsWith(':') ? this.text(decodedPart(part), '') : part,
			)
			.join('/');
		const query = [...url.searchParams].map(
			([name, value]) => `${this.name(name)}=${this.queryValue(name, value)}`,
		);
		return `${host}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
	}

	headers(headers: Record<string, string>): Record<string, string> {
		const kept = Object.entries(headers).filter(([name, value]) => HEADERS[name]?.test(value));
		const { location, [RESET]: reset } = headers;
		return {
			...Object.fromEntries(kept),
			// Words are no time, whatever they say.
			...(reset !== undefined && !HEADERS[RESET].test(reset) && { [RESET]: 'words' }),
			...(location !== undefined && { location: this.url(location) }),
		};
	}

	private queryValue(name: string, value: string): string {
		// Numbers of pages and limits; an ID of digits is longer.
		if (/^\d{1,7}$/.test(value) && ['page', 'size', 'limit'].includes(name)) return value;
		return encodeURIComponent(this.text(value, name));
	}

	/** The template of a path, in parts. */
	private templateOf(path: string): string[] | undefined {
		const parts = path.split('/');
		const fits = (template: string[]) =>
			template.length === parts.length &&
			template.every((part, index) => part.startsWith(':') || part === parts[index]);
		return this.kept.paths.map((template) => template.split('/')).find(fits);
	}

	/** The name of a field. What is on no list may be somebody's, such as a UID by which a list has its rows. */
	private name(name: string): string {
		return this.fields.has(name) ? name : this.other(name);
	}

	private number(value: number, field: string): number {
		const isKept = this.kept.numbers.includes(field) && Math.abs(value) < LARGEST_NUMBER;
		return isKept ? value : Number(this.placeholder(value, 'number'));
	}

	private text(text: string, field: string): string {
		if (text === '' || this.vocabulary.has(text)) return text;
		if (this.kept.times.includes(field) && TIME.test(text)) return text;
		if (this.kept.words.includes(field) && this.isWord(text)) return text;
		if (/^https?:\/\//.test(text)) return this.url(text);
		return this.other(text);
	}

	private isWord(text: string): boolean {
		if (text.length > LONGEST_WORD || !WORD.test(text)) return false;
		const word = text.toLowerCase();
		return ![...this.personal].some((each) => word.includes(each) || each.includes(word));
	}

	/** Something of the same form. */
	private other(text: string): string {
		const prefix = this.kept.prefixes?.find((each) => text.startsWith(each));
		if (/^[^\s@]+@[^\s@]+$/.test(text)) return `${this.placeholder(text, 'person-')}@example.org`;
		if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) {
			return `00000000-0000-4000-8000-${this.counted(text).padStart(12, '0')}`;
		}
		if (/^\d+$/.test(text)) return this.counted(text).padStart(text.length, '9');
		const number = this.counted(text);
		const letters = /\ufffd/.test(text) ? '\ufffd' : /\P{ASCII}/u.test(text) ? 'é' : '';
		if (prefix !== undefined) return `${prefix}${number.padStart(16, '0')}${letters}`;
		return `text-${number}${letters}`;
	}

	private placeholder(value: string | number, kind: string): string {
		return kind === 'number' ? this.counted(`number ${value}`) : `${kind}${this.counted(value)}`;
	}

	/** The number of a value, counted from 1. */
	private counted(value: string | number): string {
		const key = String(value);
		const known = this.replaced.get(key) ?? String(this.replaced.size + 1);
		this.replaced.set(key, known);
		return known;
	}

	private note(text: string): void {
		for (const part of [text, ...text.split(/[^\p{L}\p{N}]+/u)]) {
			const isTelling = part.length >= SHORTEST_SECRET && !this.vocabulary.has(part);
			if (isTelling) this.personal.add(part.toLowerCase());
		}
	}

	private noteIn(value: unknown, field: string, depth: number): void {
		if (depth > DEEPEST) return;
		if (Array.isArray(value)) for (const each of value) this.noteIn(each, field, depth + 1);
		else if (isObject(value)) {
			for (const [name, each] of Object.entries(value)) {
				if (!this.fields.has(name)) this.note(name);
				this.noteIn(each, name, depth + 1);
			}
		} else if (typeof value === 'string' && !this.isListed(field)) this.note(value);
	}

	private isListed(field: string): boolean {
		const { words, times } = this.kept;
		// What an error says is words, of which many stand in codes as well.
		return [...words, ...times, 'message', 'error', 'detail'].includes(field);
	}
}

/** A part of a path as it is meant; as it is written if that has no meaning. */
function decodedPart(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

/** What an answer held, in a report. */
export type RedactedBody =
	{ kind: 'json'; json: Redacted } | { kind: 'pdf' | 'page' | 'text' | 'empty' };

/** A body: JSON without what is somebody's, of all else only what it is. */
export function redactedBody(exchange: Exchange, redaction: Redaction): RedactedBody {
	const { body } = exchange;
	if (body.length === 0) return { kind: 'empty' };
	if (isPdf(exchange)) return { kind: 'pdf' };
	const json = jsonOf(exchange);
	if (json !== undefined) return { kind: 'json', json: redaction.value(json) };
	return { kind: /^\s*</.test(body.subarray(0, 1024).toString()) ? 'page' : 'text' };
}

/** What a redaction of a check knows of: all that went in, and all that came out in fields of no list. */
export function redactionOf(
	kept: Kept,
	origin: string,
	seen: Seen,
	credential: ICredentialDataDecryptedObject,
	...more: unknown[]
): Redaction {
	const redaction = new Redaction(kept, origin);
	redaction.hide(credential, ...more);
	redaction.hideAnswers(seen);
	return redaction;
}
