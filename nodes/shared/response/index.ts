import type { IN8nHttpFullResponse, INode } from 'n8n-workflow';

import { isObject, isTooDeep } from '../json';
import type { Asked, Policy } from '../policy';
import { ProviderError, isRefusal, isSuccess } from './providerError';

type Reading = Pick<Policy, 'errors' | 'mayBeEmpty'>;

/**
 * Passes only a readable success. n8n returns answers of any status, so that the provider's message reaches the user
 * instead of n8n's own message for the status.
 * @param asked the request
 * @throws ProviderError for a status other than success, a body that is not the expected JSON, and a success that
 * reports a failure
 */
export function checkResponse(
	node: INode,
	response: IN8nHttpFullResponse,
	{ errors, mayBeEmpty }: Reading,
	itemIndex?: number,
	asked: Asked = {},
): IN8nHttpFullResponse {
	const { statusCode: status, headers, body } = response;
	const isDone = isSuccess(status) && !isRefusal(body, errors);
	const isReadable = isData(body)
		? (errors.isAnswerTo?.(body, asked) ?? true)
		: mayBeEmpty && isEmpty(body);
	if (isDone && isReadable) return response;
	// The body does not concern the request, or can't be read.
	const said = isDone ? undefined : body;
	throw new ProviderError(node, { status, headers, body: said }, errors, itemIndex);
}

/** JSON that n8n can save, or a file, which arrives as a Buffer. n8n leaves a body that is not JSON as text. */
const isData = (body: unknown) =>
	Buffer.isBuffer(body) || ((Array.isArray(body) || isObject(body)) && !isTooDeep(body));

const isEmpty = (body: unknown) => body === undefined || body === null || body === '';
