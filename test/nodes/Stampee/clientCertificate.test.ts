import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import {
	NodeApiError,
	type ICredentialDataDecryptedObject,
	type INode,
	type JsonObject,
} from 'n8n-workflow';
import { PFX_NOT_OPENED } from '../../../nodes/shared/outcome/hints';
import { isWrongPassphrase } from '../../../nodes/Stampee/pfx';
import { failureOf } from '../../../nodes/shared/outcome/failure';
import { sending } from '../../../nodes/Stampee/policies';
import { CertificateAuthority, toPfx } from '../../../sandbox/certificateAuthority';
import { setStage } from '../../../tools/engine/stage';
import {
	addressees,
	letterToEachItem,
	operate,
	stampeeAccountWithCertificate,
} from '../../../tools/providers/stampee/node';

const stage = setStage();

/** The server that letters would go to if the certificate were valid: it counts every connection. */
let knocks = 0;
const door = createServer((socket) => {
	knocks += 1;
	socket.destroy();
});
beforeAll((done) => void door.listen(0, '127.0.0.1', done));
beforeEach(() => (knocks = 0));
afterAll((done) => void door.close(done));

const DAY = 24 * 60 * 60 * 1000;
/** Without milliseconds, which X.509 does not have. */
const inDays = (days: number) => new Date(Math.round(Date.now() / 1000) * 1000 + days * DAY);

const PASSPHRASE = 'open sesame';
const authority = new CertificateAuthority();
const issued = (from: number, to: number) =>
	authority.issueClientCertificate('Stampee client', PASSPHRASE, {
		valid: { notBefore: inDays(from), notAfter: inDays(to) },
	});
const right = issued(-1, 1);
const other = issued(-1, 1);
const expired = issued(-2, -1);
const early = issued(1, 2);
const locked = createPrivateKey(right.key)
	.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE })
	.toString();

const account = (changes: ICredentialDataDecryptedObject) => ({
	...stampeeAccountWithCertificate(stage.sandbox.stampee),
	baseUrl: `https://127.0.0.1:${(door.address() as AddressInfo).port}`,
	certificate: right.certificate,
	privateKey: right.key,
	clientCertificatePfx: right.pfx,
	...changes,
});

/** Cuts off the last quarter, like someone who selects too little before copying. */
const cutOff = (text: string) => text.slice(0, text.length * 0.75);
/** A block with the right length and wrong bytes. */
const scrambled = (pem: string) => pem.replace(/^[^-\n]+$/gm, (line) => 'A'.repeat(line.length));

const field = (name: string, what: string) => `The field '${name}' of the credential is ${what}`;
const notPem = (name: string, what: string) => field(name, `not a ${what} in PEM, or was cut off`);
const notPfx = field('PFX File', 'not a PKCS #12 file as Base64, or was cut off');
const notValid = (when: string) => `The client certificate in the credential ${when}`;

const pem: Array<[string, ICredentialDataDecryptedObject, string]> = [
	['no certificate', { certificate: '' }, field('Certificate', 'empty')],
	['no private key', { privateKey: ' \n' }, field('Private Key', 'empty')],
	['words', { certificate: 'my certificate' }, notPem('Certificate', 'certificate')],
	['a key as certificate', { certificate: right.key }, notPem('Certificate', 'certificate')],
	[
		'a certificate that is cut off',
		{ certificate: cutOff(right.certificate) },
		notPem('Certificate', 'certificate'),
	],
	[
		'a chain that is cut off',
		{ certificate: right.certificate + cutOff(authority.certificate) },
		notPem('Certificate', 'certificate'),
	],
	[
		'a scrambled certificate',
		{ certificate: scrambled(right.certificate) },
		notPem('Certificate', 'certificate'),
	],
	['a certificate as key', { privateKey: right.certificate }, notPem('Private Key', 'private key')],
	[
		'a key that is cut off',
		{ privateKey: cutOff(right.key) },
		notPem('Private Key', 'private key'),
	],
	['a scrambled key', { privateKey: scrambled(right.key) }, notPem('Private Key', 'private key')],
	[
		'a locked key without a passphrase',
		{ privateKey: locked },
		"The private key in the credential is locked, and the field 'Passphrase' is empty",
	],
	[
		'a wrong passphrase',
		{ privateKey: locked, passphrase: 'open barley' },
		"The passphrase in the credential does not open the private key, or the field 'Private Key' was cut off",
	],
	[
		'a key of another certificate',
		{ privateKey: other.key },
		'The certificate and the private key in the credential do not belong together. Of several certificates, your own comes first.',
	],
	[
		'a chain that begins at its end',
		{ certificate: authority.certificate + right.certificate },
		'The certificate and the private key in the credential do not belong together. Of several certificates, your own comes first.',
	],
	[
		'a certificate that has expired',
		{ certificate: expired.certificate, privateKey: expired.key },
		notValid(`expired at ${inDays(-1).toISOString().slice(0, 11)}`),
	],
	[
		'a certificate that is not valid yet',
		{ certificate: early.certificate, privateKey: early.key },
		notValid(`is not valid before ${inDays(1).toISOString().slice(0, 11)}`),
	],
	['an authority of words', { ca: 'ours' }, notPem('Certificate Authority', 'certificate')],
	[
		'an authority that is cut off',
		{ ca: cutOff(authority.certificate) },
		notPem('Certificate Authority', 'certificate'),
	],
];

const pfx: typeof pem = [
	['no PFX file', { clientCertificatePfx: '' }, field('PFX File', 'empty')],
	['words', { clientCertificatePfx: 'my certificate' }, notPfx],
	['PEM', { clientCertificatePfx: Buffer.from(right.key).toString('base64') }, notPfx],
	[
		'a PFX file and another passphrase',
		{ clientCertificatePfx: right.pfx, passphrase: 'open barley' },
		PFX_NOT_OPENED,
	],
	['a PFX file without its passphrase', { clientCertificatePfx: right.pfx }, PFX_NOT_OPENED],
	['a PFX file that is cut off', { clientCertificatePfx: cutOff(right.pfx) }, notPfx],
];

const wrong = [
	...pem.map(([what, changes, said]) => [what, { mutualTls: 'pem', ...changes }, said] as const),
	...pfx.map(([what, changes, said]) => [what, { mutualTls: 'pfx', ...changes }, said] as const),
];

const send = (data: ICredentialDataDecryptedObject) =>
	operate(stage, ['message', 'send'], letterToEachItem, { account: data, input: addressees(2) });

describe.each(wrong)('A credential with %s', (_, changes, said) => {
	it('says so in its test, before anyone is asked', async () => {
		const { status, message } = await stage.engine.testCredential('stampeeApi', account(changes));

		expect({ status, message: message.slice(0, said.length) }).toEqual({
			status: 'Error',
			message: said,
		});
		expect(knocks).toBe(0);
	});

	it('says so where letters are sent, before one leaves', async () => {
		const { error } = await send(account(changes));

		expect(error?.message).toContain(said);
		expect(error?.message).toMatch(/ \[item 0\]$/);
		expect(error).toMatchObject({ context: { outcome: 'notSent' } });
		expect(knocks).toBe(0);
	});
});

describe('A PFX file that only Node.js can open', () => {
	/** As encrypted by `openssl pkcs12 -export -legacy` (RC2), with the same passphrase. */
	const old = readFileSync(join(__dirname, '../../fixtures/certificates/rc2.pfx.base64'), 'utf8');
	const closed =
		'Not sent: The passphrase in the credential does not open its PFX file, or the file is damaged';

	const unusable: Array<[string, { file: string; passphrase: string }, string]> = [
		['with a wrong passphrase', { file: right.pfx, passphrase: 'open barley' }, closed],
		['without its passphrase', { file: right.pfx, passphrase: '' }, closed],
		[
			'without a private key',
			{ file: toPfx([right.certificate], PASSPHRASE), passphrase: PASSPHRASE },
			'Not sent: The PFX file in the credential holds no certificate together with its private key',
		],
		[
			'with a key of another certificate',
			{ file: toPfx([right.certificate], PASSPHRASE, other.key), passphrase: PASSPHRASE },
			'Not sent: The PFX file in the credential holds no certificate together with its private key',
		],
		[
			'locked in a way of old',
			{ file: old, passphrase: PASSPHRASE },
			'Not sent: The PFX file in the credential is locked in a way that Node.js no longer supports. Export it again, with AES-256',
		],
	];

	it.each([
		['AES', right.pfx],
		['RC2', old],
	])('with a passphrase that fits its MAC is left to Node.js (%s)', (_, file) => {
		const bytes = Buffer.from(file, 'base64');

		expect(isWrongPassphrase(bytes, PASSPHRASE)).toBe(false);
		expect(isWrongPassphrase(bytes, `${PASSPHRASE} `)).toBe(true);
		expect(isWrongPassphrase(bytes.subarray(0, -1), 'another')).toBe(false);
		expect(isWrongPassphrase(bytes, 'another, with é')).toBe(false);
	});

	it.each(unusable)('%s fails before anyone is asked', async (_, { file, passphrase }) => {
		const data = account({ mutualTls: 'pfx', clientCertificatePfx: file, passphrase });

		expect(await stage.engine.testCredential('stampeeApi', data)).toMatchObject({
			status: 'Error',
		});
		expect((await send(data)).error).toMatchObject({ context: { outcome: 'notSent' } });
		expect(knocks).toBe(0);
	});

	/** What Node.js' TLS throws, as Jest's own Error instead of Node.js': n8n recognizes errors by that class. */
	function thrownFor(file: string, passphrase: string): Error {
		try {
			createSecureContext({ pfx: Buffer.from(file, 'base64'), passphrase });
		} catch (error) {
			return new Error((error as Error).message);
		}
		throw new Error('It can be opened');
	}

	it.each(unusable)('%s is told in plain words', (_, { file, passphrase }, said) => {
		const node = { name: 'Stampee' } as INode;
		const thrown = new NodeApiError(node, thrownFor(file, passphrase) as unknown as JsonObject);
		const failure = failureOf(thrown, { policy: sending, node });

		expect(failure.message).toBe(said);
	});
});

it('A certificate authority that was entered before for another address is not used', async () => {
	const { error } = await send(account({ environment: 'production', ca: 'ours', certificate: '' }));

	expect(error?.message).toContain(field('Certificate', 'empty'));
});
