import type {
	IDataObject,
	IExecuteSingleFunctions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';

import type { SharedRequests } from '../shared/policy';
import { read } from '../shared/request';
import { ProviderError } from '../shared/response/providerError';
import { STEMP_CREDENTIAL } from './account';
import { listing, readingUser } from './policies';

type Context = IPollFunctions | ILoadOptionsFunctions | IExecuteSingleFunctions;

/** Reads a user outside of n8n's routing. */
export const getUser = async (context: Context, url: string): Promise<IN8nHttpFullResponse> =>
	await read(context, {
		policy: readingUser,
		credential: STEMP_CREDENTIAL,
		request: { method: 'GET', url },
	});

/**
 * Whether stemp said that it has no such user. Only in its own words, because a gateway also answers 404 when it can't
 * reach stemp.
 */
export const isNoUser = (error: unknown): boolean =>
	error instanceof ProviderError && error.status === 404 && error.code !== undefined;

/** Reads a page of a list, or a timeline, in the same way. */
export const getList = async (
	context: Context,
	url: string,
	qs: IDataObject = {},
	requests: Partial<SharedRequests> = {},
): Promise<IN8nHttpFullResponse> =>
	await read(context, {
		...requests,
		policy: listing,
		credential: STEMP_CREDENTIAL,
		request: { method: 'GET', url, qs },
	});
