import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { setStage } from '../../../../tools/engine/stage';
import { useProxyVariables } from '../../../support/proxyVariables';
import * as stampee from '../../../../tools/providers/stampee/node';

const stage = setStage();
const setProxy = useProxyVariables();
const send = (change: object = {}, requestOptions = {}) =>
	stampee.operate(
		stage,
		['message', 'send'],
		{ ...stampee.letterToEachItem, requestOptions },
		{
			input: stampee.addressees(1),
			account: { ...stampee.stampeeAccountWithCertificate(stage.sandbox.stampee), ...change },
		},
	);
const expectNotSent = async (change: object = {}, requestOptions = {}) => {
	const { error } = await send(change, requestOptions);
	expect(stage.sandbox.journal.requests()).toEqual([]);
	expect(error?.message).toMatch(/^Not sent: /);
	expect(error?.context).toMatchObject({ outcome: 'notSent' });
};
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const locked = createPrivateKey(other)
	.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
	.toString();

describe('a send was not made', () => {
	it.each([
		'htttps://127.0.0.1:1',
		'ftp://127.0.0.1:1',
		'file:///tmp',
		'http://127.0.0.1:0',
		'http://[::1]:1',
		'http://user:pass@127.0.0.1:1',
		'http://256.256.256.256',
		'http://a..b:80',
		`http://${'a'.repeat(300)}.example`,
	])('where the base URL is %s', async (baseUrl) => {
		await expectNotSent({ baseUrl });
	});

	it.each([
		'no url',
		'http://',
		'ftp://127.0.0.1:1',
		'socks5://127.0.0.1:1',
		'127.0.0.1:1',
		'https://127.0.0.1:1',
	])('where the proxy of the environment is %s', async (proxy) => {
		setProxy({ HTTPS_PROXY: proxy });
		await expectNotSent();
	});

	it.each<[string, object]>([
		['PFX file can not be opened', { mutualTls: 'pfx', clientCertificatePfx: 'MAMCAQA=' }],
		['authority is no certificate', { ca: 'garbage' }],
		['authority is cut', { ca: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----' }],
		['key is that of another certificate', { privateKey: other }],
		['key is locked', { privateKey: locked }],
		['key is locked otherwise', { privateKey: locked, passphrase: 'wrong' }],
		['certificate is none', { certificate: 'garbage' }],
		['key is none', { privateKey: 'garbage' }],
	])('where the %s', async (_, change) => {
		await expectNotSent(change);
	});
});
