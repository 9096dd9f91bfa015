import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import {
	attemptIn,
	isSigned,
	keyOf,
	TOLERANCE,
	type Attempt,
} from '../../../../nodes/shared/webhook/standardWebhooks';
import { notAuthentic, Refusal } from '../../../../nodes/shared/webhook/refusal';
import vectors from '../../../fixtures/standardWebhooks/vectors.json';

const check = (keys: string[], attempt: Attempt, body: string | Buffer) =>
	isSigned(
		keys.map((key) => keyOf(key)!),
		attempt,
		Buffer.from(body),
	);

describe.each(vectors.signed)('The published test vector: $name', (vector) => {
	const { key, id, timestamp, body, signature } = vector;
	const attempt = { id, timestamp, signatures: signature };

	it('is taken', () => {
		expect(check([key], attempt, body)).toBe(true);
	});

	it('is taken among signatures of other keys and other versions', () => {
		const signatures = [...vectors.strangeSignatures.slice(0, 4), signature].join(' ');

		expect(check([key], { ...attempt, signatures }, body)).toBe(true);
	});

	it('is taken where the credential holds another key before it', () => {
		const other = `whsec_${randomBytes(32).toString('base64')}`;

		expect(check([other, key], attempt, body)).toBe(true);
	});

	it.each([
		['another id', { ...attempt, id: `${id}x` }, body],
		['another time', { ...attempt, timestamp: String(Number(timestamp) + 1) }, body],
		['another body', attempt, `${body} `],
		['no signature', { ...attempt, signatures: '' }, body],
		['half a signature', { ...attempt, signatures: signature.slice(0, 8) }, body],
		['a letter more', { ...attempt, signatures: `${signature}A` }, body],
		['the other version', { ...attempt, signatures: signature.replace(/^v1a?,/, 'v2,') }, body],
		['no padding', { ...attempt, signatures: signature.replace(/=+$/, '') }, body],
	])('is refused with %s', (_, changed, sent) => {
		expect(check([key], changed, sent)).toBe(false);
	});

	it('is refused with the key of somebody else', () => {
		expect(check([`whsec_${randomBytes(24).toString('base64')}`], attempt, body)).toBe(false);
	});
});

it('refuses the signatures that the reference libraries refuse', () => {
	const [{ key, id, timestamp, body }] = vectors.signed;
	const signatures = vectors.strangeSignatures.join(' ');

	expect(check([key], { id, timestamp, signatures }, body)).toBe(false);
});

it('takes no key without its prefix: a public key could pass for a secret, and anyone could sign', () => {
	for (const { key } of vectors.signed) {
		expect(keyOf(key.replace(/^wh(sec|pk)_/, ''))).toBeUndefined();
	}
});

it('checks what a new ed25519 key has signed, byte by byte', () => {
	const { publicKey, privateKey } = generateKeyPairSync('ed25519');
	const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
	const body = Buffer.from([0xff, 0x00, 0x0a]);
	const content = Buffer.concat([Buffer.from('msg_1.1614265330.'), body]);
	const signatures = `v1a,${sign(null, content, privateKey).toString('base64')}`;
	const attempt = { id: 'msg_1', timestamp: '1614265330', signatures };

	expect(check([`whpk_${raw.toString('base64')}`], attempt, body)).toBe(true);
});

it.each([
	['nothing', ''],
	['a prefix alone', 'whsec_'],
	['a secret of 23 bytes', `whsec_${randomBytes(23).toString('base64')}`],
	['a secret of 65 bytes', `whsec_${randomBytes(65).toString('base64')}`],
	['a public key of 31 bytes', `whpk_${randomBytes(31).toString('base64')}`],
	['a secret key', `whsk_${randomBytes(32).toString('base64')}`],
	['what is no Base64', 'whsec_not a secret at all!'],
])('knows no key in %s', (_, secret) => {
	expect(keyOf(secret)).toBeUndefined();
});

describe('The headers of a delivery', () => {
	const now = 1_700_000_000_000;
	const headers = (seconds: number | string) => ({
		'webhook-id': 'msg_1',
		'webhook-timestamp': String(seconds),
		'webhook-signature': 'v1,x',
	});

	it.each([0, TOLERANCE, -TOLERANCE])('are in time %s seconds from now', (seconds) => {
		expect(attemptIn(headers(now / 1000 + seconds), now)).toMatchObject({ id: 'msg_1' });
	});

	it.each([
		[TOLERANCE + 1, `${TOLERANCE + 1} seconds ahead`],
		[-TOLERANCE - 1, `${TOLERANCE + 1} seconds ago`],
	])('are stale %s seconds from now', (seconds, detail) => {
		expect(attemptIn(headers(now / 1000 + seconds), now)).toEqual(
			notAuthentic('its time is too far from now', detail),
		);
	});

	it.each(['', ' 1700000000', '1700000000.0', '1.7e9', '-1700000000', '0x6553f100', 'NaN'])(
		'are not read with the time %j',
		(timestamp) => {
			expect(attemptIn(headers(timestamp), now)).toEqual(
				notAuthentic('it has no time in its headers'),
			);
		},
	);

	it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('need %s', (name) => {
		expect(attemptIn({ ...headers(now / 1000), [name]: undefined }, now)).toBeInstanceOf(Refusal);
	});
});
