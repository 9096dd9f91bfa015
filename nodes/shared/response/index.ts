import type { IN8nHttpFullResponse, INode } from 'n8n-workflow';

import { isObject, isTooDeep } from '../json';
import type { Policy } from '../policy';
import { ProviderError, saysNo } from './providerError';

type Reading = Pick<Policy, 'errors' | 'mayBeEmpty'>;

/**
 * Passes only a readable success. n8n returns answers of any status, so that the provider's message reaches the user
 * instead of n8n's own message for the status.
 * @throws ProviderError for a status other than success, a body that is not the expected JSON, and a success that
 * reports a failure
 */
export function checkResponse(
	node: INode,
	response: IN8nHttpFullResponse,
	policy: Reading,
	itemIndex?: number,
): IN8nHttpFullResponse {
	const { statusCode: status, headers, body } = response;
	const isReadable = isData(body) || (policy.mayBeEmpty && isEmpty(body));
	if (status >= 200 && status < 300 && isReadable && !saysNo(body, policy.errors)) return response;
	throw new ProviderError(node, { status, headers, body }, policy.errors, itemIndex);
}

/** JSON that n8n can save, or a file, which arrives as a Buffer. n8n leaves a body that is not JSON as text. */
const isData = (body: unknown) =>
	Buffer.isBuffer(body) || ((Array.isArray(body) || isObject(body)) && !isTooDeep(body));

const isEmpty = (body: unknown) => body === undefined || body === null || body === '';
