import type {
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { isObject, textOf } from '../shared/json';
import type { Prepared, RequestOptions } from '../shared/policy';
import { read } from '../shared/request';
import { POSTAGEAPP_CREDENTIAL } from './account';
import { reading } from './policies';

/** What goes into the body of a method, beside the key that the credential adds. */
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

/** The same for what has to be known when the answer comes. */
export const preparedBody = <T extends MethodBody>(
	request: RequestOptions,
	body: T,
): Prepared<T> => ({ request: { ...request, body }, payload: body });

/** The method that a declared operation calls. Each is a POST, also those that read. */
export const call = (name: string) => ({ method: 'POST' as const, url: methodPath(name) });

/** `data` of an answer; empty if there is none, as when a list is empty. */
export const dataOf = (answer: unknown): IDataObject =>
	isObject(answer) && isObject(answer.data) ? answer.data : {};

/** `response` of an answer. */
export const responseOf = (answer: unknown): IDataObject =>
	isObject(answer) && isObject(answer.response) ? answer.response : {};

/** The uid that an answer is about, as PostageApp repeats it. */
export const uidOf = (answer: unknown) => textOf(responseOf(answer).uid);

/** Whatever asks outside of n8n's routing: a step of an operation, a trigger that polls or is called. */
export type Asker = IExecuteSingleFunctions | IPollFunctions | IWebhookFunctions;

/**
 * Calls a method that reads, outside of n8n's routing.
 * @param deadline until when the answer is wanted, by the monotonic clock
 * @returns the answer with its headers
 * @throws ProviderError if the answer is no readable success; NodeApiError if there is no answer;
 * Cancelled if it was not wanted any more before it left
 */
export const answerOf = async (
	context: Asker,
	name: string,
	body: MethodBody = {},
	deadline?: number,
): Promise<IN8nHttpFullResponse> =>
	await read(context, {
		policy: reading,
		credential: POSTAGEAPP_CREDENTIAL,
		request: { ...call(name), body },
		deadline,
	});

/** The same, without its headers. */
export const ask = async (...asked: Parameters<typeof answerOf>): Promise<IDataObject> =>
	(await answerOf(...asked)).body as IDataObject;
