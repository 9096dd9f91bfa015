import { causesOf, type HttpFault } from '../engine/httpFault';
import { DAMAGED_PFX } from '../engine/blocked';
import { isInTunnel, isProxyFault } from '../engine/phase';
import { escapeErrorCodes } from '../errorCodes';
import { NoToken } from '../session';

/** For faults that a custom address may have caused: those of providers are known to be correct. */
const OWN_ADDRESS = "If you entered its address yourself (environment 'Custom'), check that.";

/**
 * Codes of faults in Node.js and OpenSSL -> what is known about them, and what to do. The credential is mentioned
 * only if it has to be changed.
 */
const FAULT_HINTS: Array<[RegExp, string]> = [
	[
		/^ECONNREFUSED$/,
		`Nothing takes connections at its address: the service may be down, or a firewall is between. ${OWN_ADDRESS}`,
	],
	[
		/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/,
		`No way leads to its address. Check the network of this n8n. ${OWN_ADDRESS}`,
	],
	[
		/^(ENOTFOUND|EAI_\w+)$/,
		`Its name could not be resolved. Check the network of this n8n and its name server. ${OWN_ADDRESS}`,
	],
	// A server's alerts about the client's certificate (RFC 8446, 6.2).
	[
		/_ALERT_((BAD|UNSUPPORTED)_CERTIFICATE|CERTIFICATE_[A-Z]+|UNKNOWN_CA)$/,
		'It asks for a client certificate, or does not accept the one that it got. Check the client certificate in the credential.',
	],
	// What OpenSSL can't load, before there is a connection.
	[
		/^ERR_(OSSL|SSL_(EE_KEY|CA_KEY|CA_MD)_TOO)_/,
		'The client certificate can not be used. Check the certificate, its key and its passphrase in the credential.',
	],
	// The server's own certificate (tls.TLSSocket, X509 certificate error codes).
	[
		/^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT_|HOSTNAME_MISMATCH)/,
		"The certificate of the server is not to be trusted: it has expired, is for another name, or an authority has signed it that n8n does not know. If that authority is right, name it to n8n (NODE_EXTRA_CA_CERTS), or in the field 'Certificate Authority' of an environment 'Custom'.",
	],
	[
		/TLS|SSL|^EPROTO$/,
		`No secure connection came about: what answers there speaks no TLS, another version of it, or wants a client certificate. ${OWN_ADDRESS}`,
	],
	[/^/, 'Try again. If it stays so, check the network of this n8n.'],
];

/** n8n's environment shows whether there is a proxy. */
const PROXY_HINT =
	'n8n reaches it through a proxy (HTTPS_PROXY), which let no connection through. Check the address of the proxy and its login, and that it allows the host of the provider.';

/** Of a TLS handshake that failed in a tunnel: both ends may have broken it. */
const TUNNEL_HINT =
	'n8n reaches it through a proxy (HTTPS_PROXY), which may be what broke the connection: check that as well.';

/** What a proxy did, after the name of the provider. */
export const proxyWords = ({ response }: HttpFault) =>
	`could not be reached: the proxy ${response ? `answered ${response.status}` : 'let nothing through'}`;

/** What to do about a fault of the network. */
export function faultHint(fault: HttpFault): string {
	if (isProxyFault(fault)) return PROXY_HINT;
	const { code = '' } = fault;
	const [, hint] = FAULT_HINTS.find(([name]) => name.test(code))!;
	const isNamed = /^[A-Z][A-Z\d_]+$/.test(code);
	return [
		hint,
		isInTunnel(fault) && TUNNEL_HINT,
		isNamed && `The fault is called ${escapeErrorCodes(code)}.`,
	]
		.filter(Boolean)
		.join(' ');
}

/** Whether n8n could not read an address. Base URLs are checked before, so it is that of a proxy. */
export const isBadProxyAddress = (error: unknown) =>
	causesOf(error).some(({ message }) => message === 'Invalid URL');

const BAD_PROXY: Explanation = {
	message: 'n8n can not read the address of its proxy',
	hint: 'Check the address of the proxy (HTTPS_PROXY, HTTP_PROXY): it has to begin with http:// or https://, and its user name and password must not contain special characters, except percent-encoded.',
};

/** The message about a wrong passphrase, whether it is detected here or by Node.js. */
export const PFX_NOT_OPENED =
	'The passphrase in the credential does not open its PFX file, or the file is damaged';

/** Messages of Node.js' TLS about a client certificate that it can't load -> their meaning. */
const CERTIFICATE_WORDS: Array<[RegExp, string]> = [
	[/^mac verify failure$/, PFX_NOT_OPENED],
	[
		/^Unable to load (private key|certificate) from PFX data$/,
		'The PFX file in the credential holds no certificate together with its private key',
	],
	[
		/^Unsupported PKCS12 PFX data$/,
		'The PFX file in the credential is locked in a way that Node.js no longer supports. Export it again, with AES-256',
	],
	[DAMAGED_PFX, 'The PFX file in the credential is damaged, or is none'],
];

/**
 * n8n's messages for a credential that is missing, can't be read, or is not allowed for a host: then the credential
 * is the cause.
 */
const CREDENTIAL_WORDS = [
	/^Node (type )?.* (does not have any|requires) credentials/,
	/^No data is set on this credentials/,
	/^Credentials (could not be decrypted|data is not in a valid format)/,
	/^Decrypted credentials data is not valid JSON/,
	/^(Credential with ID|Found credential with no ID)/,
	/^Domain not allowed: /,
];

/** n8n's message when its SSRF protection blocks a request; it also names the target. */
const BLOCKED = /^The request was blocked because /;

/** The settings that allow such a request. The names are n8n's. */
const HOW_TO_ALLOW =
	'What is allowed is named in N8N_SSRF_ALLOWED_HOSTNAMES and N8N_SSRF_ALLOWED_IP_RANGES, beside N8N_SSRF_PROTECTION_ENABLED.';

/** Errors that JavaScript itself throws: whatever they are about, they are faults in a program. */
const OF_PROGRAMS = [
	'TypeError',
	'RangeError',
	'ReferenceError',
	'SyntaxError',
	'URIError',
	'EvalError',
];

const UNEXPECTED =
	'Nothing more is known of it. Try again; if it stays so, report it with these words.';

/** What happened, and what to do about it. */
interface Explanation {
	message: string;
	hint: string;
}

/** What stopped an item, if it is neither an answer nor a network fault. */
export function explanationOf(error: unknown): Explanation {
	const noToken = causesOf(error).find((each) => each instanceof NoToken);
	if (noToken) return { message: noToken.what, hint: noToken.description };
	if (isBadProxyAddress(error)) return BAD_PROXY;
	const given = error as { message?: string; description?: string | null };
	const [message, description] = [given.message, given.description].map((text) =>
		escapeErrorCodes(text ?? ''),
	);
	const certificate = CERTIFICATE_WORDS.find(([said]) => said.test(message));
	if (certificate) {
		return { message: certificate[1], hint: 'Change it in the credential of this node.' };
	}
	const isOfProgram = causesOf(error).some(({ name }) => OF_PROGRAMS.includes(name));
	if (isOfProgram) {
		return {
			message: `An unexpected error in this node or in n8n: ${message}`,
			hint: `It is a fault of the program. ${UNEXPECTED}`,
		};
	}
	if (BLOCKED.test(message)) {
		return { message, hint: [description, HOW_TO_ALLOW].filter(Boolean).join(' ') };
	}
	const isCredential = CREDENTIAL_WORDS.some((words) => words.test(message));
	const advice = isCredential ? 'Check the credential of this node, then try again.' : UNEXPECTED;
	return { message: message || 'Something unexpected happened', hint: description || advice };
}
