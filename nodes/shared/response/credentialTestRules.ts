import type { IAuthenticateRuleResponseCode } from 'n8n-workflow';

import { statusClassHints, statusHints } from './statusHints';

const ELSEWHERE =
	"There is nothing at this address that it tests the credential with. If you entered the address yourself (environment 'Custom'), check that.";

const PROXY =
	'n8n reaches it through a proxy (HTTPS_PROXY), which wants another login. Check the address of the proxy.';

/** What to do about the statuses with which any server may answer the test of a credential. */
const HINTS: Record<number, string> = {
	...Object.fromEntries(
		[301, 302, 303, 307, 308].map((status) => [status, statusClassHints[3].hint]),
	),
	404: ELSEWHERE,
	405: ELSEWHERE,
	407: PROXY,
	...Object.fromEntries(
		[429, 500, 502, 503, 504].map((status) => [status, statusHints[status].hint]),
	),
};

/**
 * The rules of a credential's test: what it says of an answer. n8n knows rules for HTTP statuses and for values in a
 * success, and none for a request without an answer, of which it shows the name of the fault alone. A test that is made
 * by a function of a node could say more; but the only request that n8n gives it is deprecated, and n8n's linter refuses
 * it (no-deprecated-workflow-functions).
 * @param service as in errors
 * @param own what the provider's own refusals mean, by HTTP status
 */
export const credentialTestRules = (
	service: string,
	own: Record<number, string>,
): IAuthenticateRuleResponseCode[] => {
	const others = Object.entries(HINTS).map(([status, hint]): [string, string] => [
		status,
		`${service} answered with HTTP status ${status}. ${hint}`,
	]);
	const messages: Record<string, string> = { ...Object.fromEntries(others), ...own };
	return Object.entries(messages).map(([status, message]) => ({
		type: 'responseCode',
		properties: { value: Number(status), message },
	}));
};
