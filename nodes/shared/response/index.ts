import type { IN8nHttpFullResponse, INode } from 'n8n-workflow';

import { isObject, isTooDeep } from '../json';
import type { Policy } from '../policy';
import { ProviderError, saysNo } from './providerError';

type Reading = Pick<Policy, 'errors' | 'mayBeEmpty'>;

/**
 * Lets only a readable success pass. n8n hands over answers of any status, so that the provider's
 * words reach the user instead of n8n's words for the status.
 * @throws ProviderError for a status that is no success, a body that is not the JSON it should be, and
 * a success that calls itself a failure
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

/** JSON that n8n can save, or a file, which arrives as a Buffer. Text is what n8n leaves of a body that is no JSON. */
const isData = (body: unknown) =>
	Buffer.isBuffer(body) || ((Array.isArray(body) || isObject(body)) && !isTooDeep(body));

const isEmpty = (body: unknown) => body === undefined || body === null || body === '';
