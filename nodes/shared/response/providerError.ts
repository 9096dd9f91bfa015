import { NodeApiError, type IDataObject, type INode, type JsonObject } from 'n8n-workflow';

import { inItem } from '../inItem';
import { idOf, isObject, textOf } from '../json';
import { escapeErrorCodes } from '../errorCodes';
import type { ErrorTable, BodyPath } from '../policy';
import { redacted } from './redaction';
import { urlOf } from '../url';
import { MAX_WAIT, pauseIn, tooLong } from './retryAfter';
import {
	NOTHING_THERE,
	OR_PROXY,
	OWN_ADDRESS,
	statusClassHints,
	statusHints,
	unknownStatus,
} from './statusHints';

/** An answer that is not a success: what was returned, without anything that was sent. */
export interface Answer {
	status: number;
	headers: IDataObject;
	body: unknown;
	/** Its body broke off. */
	isBrokenOff?: boolean;
}

/**
 * The provider answered, and the answer is not a success. Message and description are made from the provider's
 * message and our hint; they contain no request, headers or credentials.
 */
export class ProviderError extends NodeApiError {
	/** HTTP status of the answer. */
	readonly status: number;
	/** The provider's own error code, if it gave one. */
	readonly code?: string;
	/** The provider's own words, if it gave some. */
	readonly said?: string;
	/** How long the provider asks to wait, in milliseconds. */
	readonly retryAfter?: number;
	/** The body reports a failure. */
	readonly isRefusal: boolean;
	/** The IDs of what it accepted all the same. */
	readonly acceptedIds: string[];
	/** It says that it accepted something all the same, or was not read whole, so that it may say so. */
	readonly mayHaveAccepted: boolean;
	/** Private, so that n8n does not save it. */
	readonly #origin: [INode, Answer, ErrorTable];

	constructor(node: INode, answer: Answer, table: ErrorTable, itemIndex?: number) {
		const { status, headers, body } = answer;
		const code = firstText(body, table.code);
		const told = firstText(body, table.message);
		const said = escapeErrorCodes(told ?? unreadable(answer));
		const known =
			statusHints[status] ?? statusClassHints[Math.floor(status / 100)] ?? unknownStatus;
		const wait = pauseIn(headers, table);
		const advice = table.hints[code ?? ''] ?? table.hints[status] ?? known.hint;
		// Any server answers so where there is nothing. Only an API, which has words, has an address that users enter.
		const isApi = table.message.length > 0;
		const isElsewhere = isApi && told === undefined && NOTHING_THERE.includes(status);
		// The one refusal of which n8n does not show who gave it (answersInErrors).
		const isAnyones = isApi && told === undefined && status === 401;
		const hint = [advice, isElsewhere && OWN_ADDRESS, isAnyones && OR_PROXY]
			.filter(Boolean)
			.join(' ');
		const isTooLong = wait !== undefined && wait > MAX_WAIT;
		const details: JsonObject = { status, ...(code && { code }), message: said };
		super(node, details, {
			message: `${table.service} answered: ${said}${inItem(itemIndex)}`,
			description: isTooLong ? `${hint} ${tooLong(table.service, wait)}` : hint,
			httpCode: String(status),
			itemIndex,
			...(known.cause && { failure: { cause: known.cause, ...(wait && { retryAfterMs: wait }) } }),
		});
		this.#origin = [node, answer, table];
		this.status = status;
		this.code = code;
		this.said = told && said;
		this.retryAfter = wait;
		this.isRefusal = isRefusal(body, table);
		// A bare list is read as one under a name.
		const named = Array.isArray(body) ? { data: body as IDataObject[] } : body;
		this.acceptedIds = isObject(named)
			? (table.acceptedIn?.(named) ?? []).map(idOf).filter(Boolean)
			: [];
		this.mayHaveAccepted =
			this.acceptedIds.length > 0 ||
			(isObject(body) && table.hasAccepted?.(body) === true) ||
			answer.isBrokenOff === true ||
			isDamaged(answer);
		if (code) this.context.code = code;
	}

	/**
	 * The target of a redirect, from the answer. Not a field, because it may contain a signature, which n8n would
	 * save.
	 */
	get location(): string {
		return textOf(this.#origin[1].headers.location);
	}

	/** The same answer, as an error about an item. */
	about(itemIndex?: number): ProviderError {
		const copy = new ProviderError(...this.#origin, itemIndex);
		copy.description = this.description;
		return copy;
	}

	/** The same without the secrets of the request, which some servers repeat. */
	without(secrets: string[]): ProviderError {
		const [node, answer, table] = this.#origin;
		const body = redacted(answer.body, secrets);
		if (body === answer.body) return this;
		return new ProviderError(node, { ...answer, body }, table, this.context.itemIndex as number);
	}
}

/** Whether an HTTP status is one of a success. */
export const isSuccess = (status: number) => status >= 200 && status < 300;

/** Whether a body reports a failure, in the provider's format. */
export function isRefusal(body: unknown, table: ErrorTable): boolean {
	const judge = table.isRefusal ?? (({ success }: IDataObject) => success === false);
	return isObject(body) && judge(body);
}

/**
 * Whether a body should be JSON and is none, such as one that was cut where nothing shows it. n8n leaves it as text.
 * An empty body, and the page of a gateway, are whole.
 */
function isDamaged({ headers, body }: Answer): boolean {
	const text = typeof body === 'string' ? body.trim() : '';
	const isCalledJson = /\bjson\b/i.test(textOf(headers['content-type']));
	return text !== '' && (isCalledJson || ['{', '['].includes(text[0]));
}

/** The message for a body without one from the provider, such as a proxy's HTML page. */
function unreadable({ status, headers }: Answer): string {
	if (isSuccess(status)) return 'an answer that can not be read';
	if (status >= 300 && status < 400)
		return `${status}, a redirect to ${hostOf(headers.location)}, which is not followed`;
	return `HTTP status ${status}`;
}

function hostOf(location: unknown): string {
	return (typeof location === 'string' && urlOf(location)?.host) || 'another address';
}

/** The maximum length of a provider's message, in characters: n8n saves it with each item, and displays it. */
const MAX_MESSAGE_LENGTH = 2_000;

/** The first text found in one of the places. Markup is never shown to a user. */
function firstText(body: unknown, places: BodyPath[]): string | undefined {
	if (!isObject(body)) return undefined;
	for (const place of places) {
		const value = typeof place === 'function' ? place(body) : atPath(body, place);
		if (typeof value === 'number') return String(value);
		if (typeof value === 'string' && value !== '' && !value.includes('<')) {
			return value.slice(0, MAX_MESSAGE_LENGTH);
		}
	}
	return undefined;
}

const atPath = (body: IDataObject, path: string) =>
	path.split('.').reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), body);
