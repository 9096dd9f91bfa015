import type {
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
} from 'n8n-workflow';

import { anyServersHint, anyServersHints } from './anyServer';

type Rule = IAuthenticateRuleResponseCode | IAuthenticateRuleResponseSuccessBody;

/**
 * Added to a test's request, keeps n8n from reading the answer. n8n has no rule for a list, and fails with an error of
 * its own if an answer is an empty one; a text it takes as it is.
 */
export const UNREAD = { encoding: 'text' } as const;

/** What an object or a list in JSON can't begin with; blanks may come before it. */
const NO_JSON = Array.from({ length: 0x7f - 0x21 }, (_, at) =>
	String.fromCharCode(0x21 + at),
).filter((character) => !'{['.includes(character));

/** How many blanks before a page are seen through. In JSON, what stands so early is a bracket, a quote or a name. */
const BLANKS = 5;

/** Values that show that an unread answer is no JSON, by their place in it. */
const unreadFaults = (): Array<[key: string, value: unknown]> => [
	['length', 0],
	...NO_JSON.map((character): [string, string] => ['0', character]),
	...Array.from({ length: BLANKS }, (_, at): [string, string] => [String(at + 1), '<']),
];

const inBody = (key: string, value: unknown, message: string): Rule => ({
	type: 'responseSuccessBody',
	properties: { key, value, message },
});

/**
 * What a success has to look like. A rule can only name a value that is wrong, but that may be `undefined`: so what the
 * provider documents for each answer has to be there, and no web page, text or other JSON has it. What no rule can tell
 * is whether it has the right value; and an unread answer (UNREAD) may be any JSON.
 */
function successRules(service: string, has: string[] | undefined): Rule[] {
	const other = `What answered is not the API of ${service}, or says something else than that documents. ${anyServersHint(200)}`;
	const no = `${service} answered that the request failed. n8n can't show why here: try again, and if it stays so, run an operation of the node with this credential, which says more.`;
	const faults = has?.map((key): [string, unknown] => [key, undefined]) ?? unreadFaults();
	return [inBody('success', false, no), ...faults.map(([key, value]) => inBody(key, value, other))];
}

/**
 * The rules of a credential's test: its messages for answers. n8n has rules for HTTP statuses and for values in a
 * success, but none for a request without an answer, for which it shows only the error code. A function of a node
 * could report more as a test, but its only way to make a request is deprecated, and n8n's linter rejects it
 * (no-deprecated-workflow-functions).
 * @param service as in errors
 * @param own what the provider's own refusals mean, by HTTP status
 * @param has the paths of what each answer to the call has by the provider's documents; undefined if they show none,
 * and then the request has to be UNREAD
 */
export function credentialTestRules(
	service: string,
	own: Record<number, string>,
	has: string[] | undefined,
): IAuthenticateRuleResponseCode[] {
	const others = Object.entries(anyServersHints).map(([status, hint]): [string, string] => [
		status,
		`${service} answered with HTTP status ${status}. ${hint}`,
	]);
	const messages: Record<string, string> = { ...Object.fromEntries(others), ...own };
	const statuses = Object.entries(messages).map(([status, message]): Rule => ({
		type: 'responseCode',
		properties: { value: Number(status), message },
	}));
	// n8n reads both kinds from one list; its type has a list for each.
	return [...statuses, ...successRules(service, has)] as IAuthenticateRuleResponseCode[];
}
