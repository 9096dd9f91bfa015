import type {
	IDataObject,
	IExecuteSingleFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import type { SharedRequests } from '../shared/policy';
import { read } from '../shared/request';
import { POSTAGEAPP_CREDENTIAL } from './account';
import { call, type MethodBody } from './api';
import { reading } from './policies';

/** Whatever asks outside of n8n's routing: a step of an operation, a trigger that polls or is called. */
export type ReadContext = IExecuteSingleFunctions | IPollFunctions | IWebhookFunctions;

/**
 * Calls a method that reads, outside of n8n's routing.
 * @param requests until when the answer is wanted, by the monotonic clock, or how one asks who waits
 * @returns the answer with its headers
 * @throws ProviderError if the answer is no readable success; NodeApiError if there is no answer;
 * Cancelled if it was not wanted any more before it left
 */
export const answerOf = async (
	context: ReadContext,
	name: string,
	body: MethodBody = {},
	requests: Partial<SharedRequests> & { deadline?: number } = {},
): Promise<IN8nHttpFullResponse> =>
	await read(context, {
		policy: reading,
		credential: POSTAGEAPP_CREDENTIAL,
		request: { ...call(name), body },
		...requests,
	});

/** The same, without its headers. */
export const ask = async (...asked: Parameters<typeof answerOf>): Promise<IDataObject> =>
	(await answerOf(...asked)).body as IDataObject;
