import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
} from 'n8n-workflow';

import { hostOf as hostIn } from '../shared/credential';
import type { Build, ToItems } from '../shared/dispatch/routing';
import { idOf, isObject, textOf } from '../shared/json';
import { limitOf } from '../shared/parameters/limit';
import type { Pagination, Prepared, RequestOptions } from '../shared/policy';
import { composed } from '../shared/streamSafe';

/** Host of the production API (the API page). PostageApp documents no sandbox. */
export const PRODUCTION = 'https://api.postageapp.com';

/** The one host that a credential is for. */
export const hostOf = (credential: ICredentialDataDecryptedObject) =>
	hostIn(credential, { production: PRODUCTION });

/** The body of a method call, without the key, which the credential adds. */
export interface MethodBody extends IDataObject {
	uid?: string;
	arguments?: IDataObject;
}

/** The path of a method in the API's version 1.1. */
export const methodPath = (name: string) => `/v.1.1/${name}`;

/** A request with the body of its method. */
export const withBody = (request: IHttpRequestOptions, body: MethodBody): IHttpRequestOptions => ({
	...request,
	body,
});

/** The same, with the body as payload, if it is needed to read the answer. */
export const preparedBody = <T extends MethodBody>(
	request: RequestOptions,
	body: T,
): Prepared<T> => ({ request: { ...request, body }, payload: body });

/** The method that a declared operation calls. Each is a POST, even if it only reads. */
export const call = (name: string) => ({ method: 'POST' as const, url: methodPath(name) });

/** `data` of an answer; empty if there is none, for example because a list is empty. */
export const dataOf = (answer: unknown): IDataObject =>
	isObject(answer) && isObject(answer.data) ? answer.data : {};

/** `response` of an answer. */
export const responseOf = (answer: unknown): IDataObject =>
	isObject(answer) && isObject(answer.response) ? answer.response : {};

/** The uid that an answer is about, as PostageApp repeats it. */
export const uidOf = (answer: unknown) => textOf(responseOf(answer).uid);

/** The uids of the message, or scheduled message, that an answer is about, in all places that have one. */
export function uidsIn(answer: unknown): string[] {
	const [response, data] = [responseOf(answer), dataOf(answer)];
	const places = [response, response.message, data, data.message];
	return places.map((place) => (isObject(place) ? textOf(place.uid) : '')).filter(Boolean);
}

/** Whether an answer names a message or a scheduled message, as those to questions about one do. */
export function namesOne(answer: unknown): boolean {
	const { message } = dataOf(answer);
	return uidsIn(answer).length > 0 || (isObject(message) && idOf(message.id) !== '');
}

/** Whether two uids are the same: PostageApp may write an accent in another way. */
export const isSameUid = (one: unknown, other: unknown) =>
	composed(textOf(one)) === composed(textOf(other));

/** A request with nothing but the key. */
export const buildKeyOnly: Build = async (request) => withBody(request, {});

/** The object in an answer, by its name in `data`; or `data` itself. */
export const toOne =
	(name: string): ToItems =>
	async ([{ json }]) => {
		const data = dataOf(json);
		const { [name]: one, ...more } = data;
		return [{ json: isObject(one) ? { ...one, ...more } : data }];
	};

/** Rows of a page: PostageApp's default, and the most that it documents. */
export const PAGE_SIZE = 250;

/** A list that is read page by page. */
export interface Listing {
	/** How many items are wanted; Infinity for all. */
	limit: number;
}

/**
 * The request for the first page of a list, no larger than the user needs.
 * @param given more arguments
 */
export function firstPage(
	context: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
	given: IDataObject = {},
): Prepared<Listing> {
	const limit = limitOf(context);
	const page = { page: 1, per_page: Math.min(limit, PAGE_SIZE) };
	return { request: withBody(request, { arguments: { ...given, ...page } }), payload: { limit } };
}

/**
 * Lists with `page` and `per_page`. PostageApp reports no total, and may return fewer entries than requested, so only
 * an empty page is certain to be beyond the last one.
 * @param key the key of an item, so that one that moves to the next page counts once
 */
export const byPage = (key: (item: INodeExecutionData) => string): Pagination<Listing> => ({
	key,
	limit: ({ limit }) => limit,
	next(request) {
		const body = request.body as MethodBody;
		const { page } = body.arguments ?? {};
		return {
			...request,
			body: { ...body, arguments: { ...body.arguments, page: Number(page) + 1 } },
		};
	},
});
