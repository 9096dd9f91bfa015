import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { INode } from 'n8n-workflow';
import { classify } from '../../../../nodes/shared/outcome/classify';
import { ProviderError } from '../../../../nodes/shared/response/providerError';
import { setStage } from '../../../../tools/engine/stage';
import * as stampee from '../../../../tools/providers/stampee/node';

const stage = setStage();

const taken = () => stage.sandbox.journal.accepted().map(({ reference }) => reference);

/** A relay in front of the provider, which garbles the first answer after a letter was accepted. */
let isGarbled = false;
const relay = createServer((client: Socket) => {
	const server = connect(Number(new URL(stage.sandbox.stampee.secureUrl).port), '127.0.0.1');
	for (const [one, other] of [
		[client, server],
		[server, client],
	]) {
		one.on('error', () => other.destroy()).on('close', () => other.destroy());
	}
	client.pipe(server);
	server.on('data', (data) => {
		const isFirst = taken().length > 0 && !isGarbled;
		isGarbled ||= isFirst;
		client.write(isFirst ? data.fill(1) : data);
	});
});
beforeAll((done) => void relay.listen(0, '127.0.0.1', done));
afterAll((done) => void relay.close(done));

it('a letter may have been sent, and is not sent again, when TLS can not read the answer', async () => {
	const { port } = relay.address() as AddressInfo;
	const account = {
		...stampee.stampeeAccount(stage.sandbox.stampee),
		baseUrl: `https://127.0.0.1:${port}`,
	};
	// Older engines do not use a certificate authority from a credential.
	const parameters = {
		...stampee.letterToEachItem,
		requestOptions: { allowUnauthorizedCerts: true },
	};
	const operation = { input: stampee.addressees(1), account };
	const { error } = await stampee.operate(stage, ['message', 'send'], parameters, operation);

	expect(taken()).toEqual(['REF-0']);
	expect(error?.message).toMatch(/^May have been sent: /);
	expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
});

interface Thrown {
	code?: string;
	message?: string;
	/** What Node.js threw. */
	cause?: Error;
	request?: object;
}

/** The failure kind of an error that the HTTP client throws. */
const kindOf = ({ message = '', ...rest }: Thrown) =>
	classify(Object.assign(new Error(message), { isAxiosError: true, ...rest }), true);

const node = (syscall: string, code = 'ECONNRESET') =>
	Object.assign(new Error(`${syscall} ${code}`), { syscall, code });

/** Node.js' request object at the time of a fault. */
const request = (socket: object | null, reusedSocket = false) => ({ reusedSocket, socket });
const standing = request({ encrypted: true, secureConnecting: false });
const inHandshake = request({ encrypted: true, secureConnecting: true });

describe('nothing was sent', () => {
	it.each<[string, Thrown]>([
		['a connection is refused', { cause: node('connect', 'ECONNREFUSED'), request: standing }],
		['no way leads to the host', { cause: node('connect', 'EHOSTUNREACH'), request: standing }],
		['a name is not known', { cause: node('getaddrinfo', 'ENOTFOUND'), request: standing }],
		[
			'each of several addresses fails',
			{
				cause: new AggregateError([node('connect', 'ECONNREFUSED'), node('connect', 'ETIMEDOUT')]),
			},
		],
		[
			'the handshake fails',
			{ code: 'EPROTO', cause: node('write', 'EPROTO'), request: inHandshake },
		],
		['the handshake takes too long', { code: 'ECONNABORTED', request: inHandshake }],
		['there never was a connection', { message: 'Proxy connection ended', request: request(null) }],
		[
			'TLS 1.3 wants a client certificate',
			{ code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', request: standing },
		],
		['TLS 1.3 refuses it', { code: 'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', request: standing }],
		[
			'TLS 1.3 does not know its authority',
			{ code: 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', request: standing },
		],
		['only a name is left, which nothing else has', { code: 'ECONNREFUSED' }],
		['only a name is left, of a certificate', { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }],
	])('if %s', (_, thrown) => expect(kindOf(thrown)).toBe('unsent'));
});

describe('a request may have been sent', () => {
	it.each<[string, Thrown]>([
		[
			'the route is lost on a standing connection',
			{ cause: node('read', 'EHOSTUNREACH'), request: standing },
		],
		[
			'the route is lost while it is written',
			{ cause: node('write', 'ENETUNREACH'), request: standing },
		],
		[
			'TLS can not read an answer',
			{ code: 'EPROTO', cause: node('write', 'EPROTO'), request: standing },
		],
		['an answer is not TLS', { code: 'ERR_SSL_WRONG_VERSION_NUMBER', request: standing }],
		[
			'an alert is about something else',
			{ code: 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', request: standing },
		],
		[
			'the handshake is said to have failed late',
			{ code: 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', request: standing },
		],
		[
			'an alert about the certificate comes where others have used the connection',
			{ code: 'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', request: { ...standing, reusedSocket: true } },
		],
		[
			'one of several addresses had a connection',
			{
				code: 'ECONNREFUSED',
				cause: new AggregateError([node('connect', 'ECONNREFUSED'), node('read')]),
				request: standing,
			},
		],
		['nothing tells of its connection', { code: 'ECONNRESET', request: { socket: undefined } }],
		...[
			'EPROTO',
			'EHOSTUNREACH',
			'ENETUNREACH',
			'ERR_SSL_WRONG_VERSION_NUMBER',
			'ECONNRESET',
			'ETIMEDOUT',
		].map((code): [string, Thrown] => [`only the name ${code} is left`, { code }]),
	])('if %s', (_, thrown) => expect(kindOf(thrown)).toBe('lost'));
});

/** The statuses in IANA's registry that refuse, and the redirects after which nothing was carried out. */
const REFUSALS = [
	...[301, 307, 308],
	...[400, 401, 402, 403, 404, 405, 406, 409, 410, 411, 412, 413, 414, 415, 416, 417],
	...[421, 422, 423, 424, 425, 426, 428, 431, 451],
];
const OTHERS: Record<number, string> = { 429: 'throttled', 502: 'busy', 503: 'busy', 504: 'busy' };

it('only what HTTP knows as a refusal is one, of all statuses that Node.js reads', () => {
	const statuses = Array.from({ length: 1000 }, (_, status) => status);
	const kindOf = (status: number) =>
		REFUSALS.includes(status) ? 'refused' : (OTHERS[status] ?? 'unclear');
	expect(statuses.map((status) => `${status} ${kindOfAnswer(status)}`)).toEqual(
		statuses.map((status) => `${status} ${kindOf(status)}`),
	);
});

const kindOfAnswer = (status: number) => {
	const table = { service: 'Courier', code: [], message: [], hints: {} };
	const answer = { status, headers: {}, body: {} };
	return classify(new ProviderError({ name: 'Courier' } as INode, answer, table), true);
};
