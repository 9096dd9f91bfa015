import {
	NodeApiError,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
	type INode,
	type JsonObject,
} from 'n8n-workflow';

import { httpFault, type HttpFault } from './httpFault';
import { isProxyFault } from './phase';

/**
 * The statuses of answers that n8n returns. It throws all others: only its error shows whether they came from the
 * provider or from a proxy (answerIn). After a 401 in an error, n8n would repeat the request by itself, and successes
 * that providers document should not depend on errors.
 */
const RETURNED = [200, 201, 202, 401];

/** Every status that Node.js reads, which is any number of three digits, except those. */
const THROWN = Array.from({ length: 1000 }, (_, status) => status).filter(
	(status) => !RETURNED.includes(status),
);

/** Whether n8n's errors keep the HTTP client's error, and with it the answer: since n8n 2.34. */
const areErrorsComplete = (() => {
	const clientError = Object.assign(new Error(), {} as JsonObject);
	const error = new NodeApiError({ name: '' } as INode, clientError);
	return error.cause === clientError;
})();

/** What n8n throws and what it returns. An error that shows less than the answer is of no use. */
export const answersInErrors: IHttpRequestOptions['ignoreHttpStatusErrors'] = areErrorsComplete
	? { ignore: true, except: THROWN }
	: true;

/** The HTTP client's error for the status of a whole answer. One that breaks off has another. */
const WHOLE = /^Request failed with status code /;

/** Whether the answer in a failure of n8n's HTTP client came whole. */
export const isWhole = ({ message }: HttpFault) => WHOLE.test(message);

/**
 * The provider's answer in an error of n8n's HTTP client, as n8n would have returned it.
 * @returns undefined if there is none, if it broke off, or if nothing shows that it is not a proxy's
 */
export function answerIn(error: unknown): IN8nHttpFullResponse | undefined {
	const fault = httpFault(error);
	const { request, response } = fault ?? {};
	if (!fault || !request || !response || !isWhole(fault)) return undefined;
	if (isProxyFault(fault)) return undefined;
	const { status, headers, data } = response;
	return { statusCode: status, headers, body: data } as IN8nHttpFullResponse;
}

/** For a request to n8n's HTTP client: hands out the provider's answer, whatever its status is. */
export const orAnswerIn = (error: unknown): IN8nHttpFullResponse => {
	const answer = answerIn(error);
	if (answer) return answer;
	throw error;
};
