import { isObject } from '../../nodes/shared/json';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Kept } from '../providers/check';
import { isPdf, jsonOf, type Exchange, type Seen } from './seen';

/** Whether a value is a placeholder for a redacted text. */
export const isPlaceholder = (value: unknown) =>
	typeof value === 'string' && /^text-\d+[\ufffdé]?$/.test(value);

/** JSON without personal data or secrets. */
export type Redacted =
	null | boolean | number | string | Redacted[] | { [field: string]: Redacted };

/** Placeholders in reports: for the API's host, and for all other hosts. */
export const API = 'https://api.example';
export const OTHER = 'https://other.example';

/** Field names that most APIs have and that reveal nothing personal. */
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

/** Time formats: ISO 8601, the same with a space, RFC 5322. */
const TIME =
	/^(\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?|[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d ([+-]\d{4}|[A-Z]{1,4}))$/;

/** A machine-readable word: letters, and a few digits at its end. */
const WORD = /^[A-Za-z]+([_. -][A-Za-z]+)*([_-]\d{1,3})?$/;
const LONGEST_WORD = 48;

/** Shorter values occur in too many words. */
const SHORTEST_SECRET = 3;

/** Counts and limits are below this; phone numbers and IDs are not. */
const LARGEST_NUMBER = 100_000_000;

const DEEPEST = 40;

const RESET = 'x-ratelimit-reset';

/** The response headers that a report includes. */
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
 * Redacts answers. Only values of allowlisted fields are kept. Everything else is replaced by a value of the same
 * format; equal values get the same replacement, so references between them stay intact.
 */
export class Redaction {
	private readonly replaced = new Map<string, string>();
	/** What must not occur in any field, in lower case. */
	private readonly personal = new Set<string>();
	private readonly fields: Set<string>;
	private readonly vocabulary: Set<string>;

	/** @param origin the API's own, to recognize links to it */
	constructor(
		private readonly kept: Kept,
		private readonly origin: string,
	) {
		const { words, numbers, times, names } = kept;
		this.fields = new Set([...COMMON, ...words, ...numbers, ...times, ...names]);
		this.vocabulary = new Set(kept.vocabulary);
	}

	/** Records inputs to redact: secrets, addresses, IDs. */
	hide(...values: unknown[]): void {
		for (const value of values) {
			if (typeof value === 'object' && value !== null) {
				this.hide(...(Object.values(value) as unknown[]));
			} else if (typeof value === 'string' || typeof value === 'number') this.note(String(value));
		}
	}

	/** Records values of fields that are not allowlisted: they must not get through by way of any other field either. */
	hideAnswers({ exchanges }: Seen): void {
		for (const exchange of exchanges) this.noteIn(jsonOf(exchange), '', 0);
	}

	/** Redacts a value of an answer. @param field its field name there */
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

	/** Redacts a URL: the API's paths are kept according to their templates, others are replaced by a number. */
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
			// Text is not a time: record only that it was text.
			...(reset !== undefined && !HEADERS[RESET].test(reset) && { [RESET]: 'words' }),
			...(location !== undefined && { location: this.url(location) }),
		};
	}

	private queryValue(name: string, value: string): string {
		// Page numbers and limits; numeric IDs are longer.
		if (/^\d{1,7}$/.test(value) && ['page', 'size', 'limit'].includes(name)) return value;
		return encodeURIComponent(this.text(value, name));
	}

	/** The segments of the template that a path matches. */
	private templateOf(path: string): string[] | undefined {
		const parts = path.split('/');
		const fits = (template: string[]) =>
			template.length === parts.length &&
			template.every((part, index) => part.startsWith(':') || part === parts[index]);
		return this.kept.paths.map((template) => template.split('/')).find(fits);
	}

	/** Redacts a field name. One that is not allowlisted may be personal, such as a UID that keys a list's rows. */
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

	/** A replacement of the same format. */
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

	/** The number assigned to a value, starting at 1. */
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
		// Error messages consist of words, many of which also occur in codes.
		return [...words, ...times, 'message', 'error', 'detail'].includes(field);
	}
}

/** A decoded path segment; unchanged if it can't be decoded. */
function decodedPart(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

/** The body of an answer in a report. */
export type RedactedBody =
	{ kind: 'json'; json: Redacted } | { kind: 'pdf' | 'page' | 'text' | 'empty' };

/** Redacts a body: JSON is redacted, of anything else only the kind is kept. */
export function redactedBody(exchange: Exchange, redaction: Redaction): RedactedBody {
	const { body } = exchange;
	if (body.length === 0) return { kind: 'empty' };
	if (isPdf(exchange)) return { kind: 'pdf' };
	const json = jsonOf(exchange);
	if (json !== undefined) return { kind: 'json', json: redaction.value(json) };
	return { kind: /^\s*</.test(body.subarray(0, 1024).toString()) ? 'page' : 'text' };
}

/**
 * Creates the redaction of a check from everything that was sent, and the received values of fields not allowlisted.
 */
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
