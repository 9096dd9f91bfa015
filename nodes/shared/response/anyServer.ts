import { LATER, NOTHING_THERE, OWN_ADDRESS, statusClassHints, statusHints } from './statusHints';

const CHECK_NETWORK = `${OWN_ADDRESS} Otherwise check the network and the proxy of this n8n`;

/** What comes with a success, and from no API. */
const PAGE = `It may be a web page, such as the login page of a network or a notice of maintenance. ${CHECK_NETWORK}, and try again later.`;

const ELSEWHERE = `Nothing at this address answers that. ${OWN_ADDRESS}`;

const PROXY =
	'A proxy wants another login. If n8n reaches it through one (HTTPS_PROXY), check the address of that proxy.';

const NETWORK_LOGIN =
	'The network of this n8n wants a login before it lets anything out. Log in there, or ask who runs it.';

const IN_BETWEEN = `A firewall or a proxy may have answered in its place. ${CHECK_NETWORK}.`;

/** The same hint for several HTTP statuses. */
const forAll = (statuses: number[], hintOf: (status: number) => string): Record<number, string> =>
	Object.fromEntries(statuses.map((status) => [status, hintOf(status)]));

/**
 * What to do about the statuses with which any server may answer where nothing is sent or read yet: when a credential
 * is tested, or gets itself a token.
 */
export const anyServersHints: Record<number, string> = {
	...forAll([301, 302, 303, 307, 308], () => statusClassHints[3].hint),
	...forAll([400, 403, 421, 451], () => IN_BETWEEN),
	...forAll(NOTHING_THERE, () => ELSEWHERE),
	407: PROXY,
	...forAll([408, 429, 500, 502, 503, 504], (status) => statusHints[status].hint),
	// Cloudflare's own, for a provider behind it that does not answer.
	...forAll([520, 521, 522, 523, 524, 525, 526, 530], () => statusHints[502].hint),
	511: NETWORK_LOGIN,
};

/** The same for any status, also for a success that is none. */
export const anyServersHint = (status: number): string =>
	anyServersHints[status] ?? (status < 300 ? PAGE : LATER);
