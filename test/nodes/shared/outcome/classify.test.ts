import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { classify } from '../../../../nodes/shared/outcome/classify';
import { setStage } from '../../../support/stage';
import * as stampee from '../../../support/stampee';

const stage = setStage();

const taken = () => stage.sandbox.journal.accepted().map(({ reference }) => reference);

/** Stands before the provider, and garbles the first answer that comes when it has taken a letter. */
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
	// Older engines do not take an authority from a credential.
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

/** What the HTTP client throws, in the words of Node.js. */
const kindOf = (code: string, message: string) =>
	classify(Object.assign(new Error(message), { isAxiosError: true, code }), true);

it.each([
	['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:9'],
	// Node.js tried several addresses.
	['ECONNREFUSED', ''],
	['EHOSTUNREACH', 'connect EHOSTUNREACH 10.0.0.1:443'],
	['EPROTO', 'write EPROTO 80DC:error:0A000410:SSL routines:sslv3 alert handshake failure'],
	['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'tlsv13 alert certificate required'],
	['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'sslv3 alert bad certificate'],
	['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'tlsv1 alert unknown ca'],
	['ERR_SSL_EE_KEY_TOO_SMALL', 'ee key too small'],
])('%s (%s) proves that nothing was sent', (code, message) => {
	expect(kindOf(code, message)).toBe('unsent');
});

it.each([
	// The route was lost while the answer was waited for.
	['EHOSTUNREACH', 'read EHOSTUNREACH'],
	['ENETUNREACH', 'write ENETUNREACH'],
	['ERR_SSL_WRONG_VERSION_NUMBER', 'wrong version number'],
	['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'decryption failed or bad record mac'],
	['ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC', 'sslv3 alert bad record mac'],
	['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'tlsv1 alert internal error'],
])('%s (%s) does not', (code, message) => {
	expect(kindOf(code, message)).toBe('lost');
});
