import { createServer } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';

import type { Fault } from '../../../../sandbox';
import { freshIdentity } from '../../../../sandbox/identity';
import * as changed from '../../../support/changedEngine';
import { expectSaid, type Saying } from '../../../support/said';
import { answering, useLoopbackServers } from '../../../support/loopbackServers';
import { useProxyVariables } from '../../../support/proxyVariables';
import { setStage } from '../../../../tools/engine/stage';
import * as stampee from '../../../../tools/providers/stampee/node';

/**
 * Whatever goes wrong, the user reads what is known about it, and the credential is mentioned only if it is to blame.
 */
const stage = setStage();
const listen = useLoopbackServers();
const { authority } = freshIdentity();
const setProxy = useProxyVariables();

afterEach(() => {
	jest.restoreAllMocks();
});

const letter = (account: object = {}, parameters: object = {}) =>
	stampee.operate(
		stage,
		['message', 'send'],
		{ ...stampee.letterToEachItem, ...parameters },
		{
			input: stampee.addressees(1),
			account: { ...stampee.stampeeAccount(stage.sandbox.stampee), ...account },
		},
	);

const look = (account: object = {}) =>
	stampee.operate(
		stage,
		['message', 'get'],
		{ messageId: '123456789012' },
		{ account: { ...stampee.stampeeAccount(stage.sandbox.stampee), ...account } },
	);

const answered = (fault: Fault) => async () => {
	stage.sandbox.faults.add({ provider: 'stampee', times: 10, fault });
	return await letter();
};

const closedPort = async () => {
	const server = createServer();
	const port = await listen(server);
	server.close();
	return port;
};

const secure = async (host = '127.0.0.1', options = {}) => {
	const { certificate: cert, key } = authority.issueServerCertificate();
	const server = createSecureServer({ cert, key, ...options }, (socket) => {
		socket.on('error', () => socket.destroy());
	});
	server.on('tlsClientError', () => {});
	return `https://${host}:${await listen(server, host)}`;
};

const rows: Record<string, Saying> = {
	// Input and expressions.
	'an expression that fails': {
		run: () => letter({}, { body: '={{ null.a.b }}' }),
		says: /^Not sent: /,
	},
	'an expression that throws': {
		run: () => letter({}, { body: '={{ (() => { throw new TypeError("of an expression") })() }}' }),
		says: /^Not sent: The parameter 'Body' is empty/,
	},
	// Program errors: ours, or n8n's.
	'a TypeError before the credential has signed': {
		run: () => {
			changed.signing(() => {
				throw new TypeError('text.trim is not a function');
			});
			return letter();
		},
		says: /^Not sent: An unexpected error in this node or in n8n: text\.trim is not a function .*fault of the program/s,
	},
	'a RangeError before the credential has signed': {
		run: () => {
			changed.signing(() => {
				throw new RangeError('Maximum call stack size exceeded');
			});
			return letter();
		},
		says: /^Not sent: An unexpected error in this node or in n8n: Maximum call stack/,
	},
	'an error of the engine': {
		run: () => {
			changed.signing(() => {
				throw new Error('The database is locked');
			});
			return letter();
		},
		says: /^Not sent: The database is locked/,
	},
	'a TypeError after it may have left': {
		run: () => {
			changed.signing(
				(request) => request,
				() => {
					throw new TypeError('socket.pipe is not a function');
				},
			);
			return letter();
		},
		says: /^May have been sent: it left, and then .*socket\.pipe is not a function/,
	},
	'an error of the engine after it may have left': {
		run: () => {
			changed.signing(
				(request) => request,
				() => {
					throw new Error('The database is locked');
				},
			);
			return letter();
		},
		says: /^May have been sent: it left, and then .*The database is locked/,
	},
	'a TypeError in a read': {
		run: () => {
			changed.signing(() => {
				throw new TypeError('text.trim is not a function');
			});
			return look();
		},
		says: /^An unexpected error in this node or in n8n: text\.trim/,
	},
	// The connection to the provider.
	'a name that is not known': {
		run: () => letter({ baseUrl: `http://${'nobody'.repeat(9)}.invalid` }),
		says: /^Not sent: Stampee could not be reached .*name could not be resolved.*(E-NOTFOUND|E-AI_AGAIN)/s,
	},
	'a connection that is refused': {
		run: async () => letter({ baseUrl: `http://127.0.0.1:${await closedPort()}` }),
		says: /^Not sent: Stampee could not be reached .*Nothing takes connections.*E-CONNREFUSED/s,
	},
	'a connection that is refused to a read': {
		run: async () => look({ baseUrl: `http://127.0.0.1:${await closedPort()}` }),
		says: /^Stampee could not be reached .*Nothing takes connections/s,
	},
	"a server's certificate of an authority that nobody knows": {
		run: async () => letter({ baseUrl: await secure() }),
		says: /^Not sent: Stampee could not be reached .*certificate of the server is not to be trusted/s,
	},
	"a server's certificate for another name": {
		run: async () => letter({ baseUrl: await secure('127.0.0.2'), ca: authority.certificate }),
		says: /^Not sent: .*certificate of the server is not to be trusted.*ERR_TLS_CERT_ALTNAME_INVALID/s,
	},
	'a server without TLS': {
		run: async () => {
			const server = createServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
			return await letter({ baseUrl: `https://127.0.0.1:${await listen(server)}` });
		},
		says: /^Not sent: .*No secure connection came about/s,
	},
	'a version of TLS that n8n does not speak': {
		run: async () =>
			letter({
				baseUrl: await secure('127.0.0.1', { maxVersion: 'TLSv1.1', minVersion: 'TLSv1' }),
				ca: authority.certificate,
			}),
		says: /^Not sent: .*No secure connection came about/s,
	},
	'a server that wants a client certificate': {
		run: async () =>
			letter({
				baseUrl: await secure('127.0.0.1', {
					requestCert: true,
					rejectUnauthorized: true,
					ca: authority.certificate,
				}),
				ca: authority.certificate,
			}),
		says: /^Not sent: .*client certificate/s,
		isOfCredential: true,
	},
	'a proxy that nobody runs': {
		run: async () => {
			setProxy({ HTTPS_PROXY: `http://127.0.0.1:${await closedPort()}` });
			return await letter({ baseUrl: 'https://provider.example' });
		},
		says: /^Not sent: .*proxy/s,
	},
	'a proxy that wants a login': {
		run: async () => {
			const port = await listen(
				answering((socket) => socket.end('HTTP/1.1 407 No\r\nContent-Length: 2\r\n\r\n{}')),
			);
			setProxy({ HTTPS_PROXY: `http://127.0.0.1:${port}` });
			return await letter({ baseUrl: 'https://provider.example' });
		},
		says: /^Not sent: .*the proxy answered 407/s,
	},
	// Answers.
	'no answer': { run: answered({ kind: 'resetAfter' }), says: /^May have been sent: / },
	'a page in place of an answer': {
		run: answered({ kind: 'notJson' }),
		says: /^May have been sent: .*no answer that can be read/,
	},
	'a redirect after which it may be': {
		run: answered({ kind: 'redirect', location: 'http://127.0.0.1:9/otherOrigin' }),
		says: /^May have been sent: .*302/,
	},
	'a redirect that says it is elsewhere': {
		run: answered({ kind: 'status', status: 307 }),
		says: /^Refused: .*redirect is not followed/s,
	},
	'a 404': { run: answered({ kind: 'status', status: 404 }), says: /^Refused: .*(404|Not Found)/ },
	'a 403': { run: answered({ kind: 'status', status: 403 }), says: /^Refused: .*does not permit/s },
	'a 500': { run: answered({ kind: 'status', status: 500 }), says: /^May have been sent: .*500/ },
	'a 503': { run: answered({ kind: 'status', status: 503 }), says: /^May have been sent: .*503/ },
	'a 401': {
		run: answered({ kind: 'status', status: 401 }),
		says: /^Refused: /,
		isOfCredential: true,
	},
	// The credential itself.
	'a credential that is broken': {
		run: () => letter({ apiToken: 'two tokens' }),
		says: /^Not sent: The field 'API Token' of the credential/,
		isOfCredential: true,
	},
	'a credential that is not allowed for the host': {
		run: () => {
			changed.signing(
				(request) => request,
				(request) => ({ ...request, allowedDomains: 'example.org' }),
			);
			return letter();
		},
		says: /^Not sent: Domain not allowed/,
		isOfCredential: true,
	},
	'a PFX file that can not be opened': {
		run: () =>
			letter({
				baseUrl: stage.sandbox.stampee.secureUrl,
				ca: stage.sandbox.stampee.certificateAuthority,
				mutualTls: 'pfx',
				clientCertificatePfx: Buffer.from('300a02010330050601010500', 'hex').toString('base64'),
			}),
		says: /^Not sent: /,
		isOfCredential: true,
	},
};

describe('An unexpected error', () => {
	it.each(Object.entries(rows))('says what is known: %s', async (_, row) => await expectSaid(row));
});
