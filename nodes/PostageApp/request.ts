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

/** The contexts that read outside of n8n's routing: a step of an operation, a polling trigger, a webhook trigger. */
export type ReadContext = IExecuteSingleFunctions | IPollFunctions | IWebhookFunctions;

/**
 * Calls a method that reads, outside of n8n's routing.
 * @param requests until when the answer is needed, by the monotonic clock, or how items make requests that wait for a
 * final status
 * @returns the answer with its headers
 * @throws ProviderError if the answer is not a readable success; NodeApiError if there is no answer; Cancelled if it
 * was no longer needed before it left
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
