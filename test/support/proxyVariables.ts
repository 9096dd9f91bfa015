/** The variables that configure a proxy for n8n, and the hosts that it is not used for. */
const VARIABLES = [
	'HTTPS_PROXY',
	'https_proxy',
	'HTTP_PROXY',
	'http_proxy',
	'NO_PROXY',
	'no_proxy',
];

/** Sets these proxy variables, and removes all others. */
type SetProxy = (variables: { HTTPS_PROXY?: string; HTTP_PROXY?: string }) => void;

/**
 * For tests that configure a proxy in the environment, which is restored after each test.
 * @returns a function that configures it
 */
export function useProxyVariables(): SetProxy {
	const before = { ...process.env };
	const setProxy: SetProxy = (variables) => {
		for (const name of VARIABLES) delete process.env[name];
		Object.assign(process.env, variables);
	};
	afterEach(() => setProxy(before));
	return setProxy;
}
