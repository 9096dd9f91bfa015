import { createHmac, createPublicKey, verify, type KeyObject } from 'node:crypto';

import { isSame } from './constantTime';
import type { Headers } from './http';
import { distanceInWords, notAuthentic, type Refusal } from './refusal';

/** How far a delivery's timestamp may be from now, into the past and the future, in seconds. */
export const TOLERANCE = 5 * 60;

/** Far more than a key rotation needs; each ed25519 signature costs time to check. */
const MAX_SIGNATURES = 10;

/** How long a symmetric secret is, in bytes ("Signature scheme"). */
const SECRET_BYTES = { min: 24, max: 64 };

/** The prefix of the 32 bytes of an ed25519 public key in DER form (RFC 8410, 4). */
const ED25519_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

const ED25519_BYTES = 32;

/** One key that deliveries may be signed with. */
interface Key {
	/** The prefix of the signatures that it checks: v1 is HMAC-SHA256, v1a is ed25519. */
	version: 'v1' | 'v1a';
	/** Whether one of the signatures was made with this key. */
	hasSigned: (content: Buffer, signatures: string[]) => boolean;
}

/** The three headers of a delivery. */
export interface Attempt {
	/** The same when a delivery is retried. */
	id: string;
	/** In Unix seconds. */
	timestamp: string;
	/** One or more, separated by spaces. */
	signatures: string;
}

/** The bytes of Base64 text; undefined if it is invalid, or not in its one canonical form. */
function bytesOf(base64: string): Buffer | undefined {
	const bytes = Buffer.from(base64, 'base64');
	return bytes.toString('base64') === base64 ? bytes : undefined;
}

function symmetricKey(secret: Buffer): Key {
	return {
		version: 'v1',
		hasSigned: (content, signatures) => {
			// Once for all of them: a forger who sends many over a large body should not cost more.
			const own = createHmac('sha256', secret).update(content).digest('base64');
			return signatures.some((signature) => isSame(own, signature));
		},
	};
}

function publicKey(raw: Buffer): Key {
	const der = Buffer.concat([ED25519_PREFIX, raw]);
	const key: KeyObject = createPublicKey({ key: der, format: 'der', type: 'spki' });
	return {
		version: 'v1a',
		hasSigned: (content, signatures) =>
			signatures.some((signature) => {
				const bytes = bytesOf(signature);
				return bytes !== undefined && verify(null, content, key, bytes);
			}),
	};
}

/**
 * The key in a secret: `whsec_` and a symmetric secret, or `whpk_` and an ed25519 public key. The prefix is required.
 * Without it, a public key could be mistaken for a secret, and then anyone could sign.
 * @returns undefined if it is neither
 */
export function keyOf(secret: string): Key | undefined {
	const [, prefix, base64 = ''] = /^(whsec_|whpk_)(.*)$/.exec(secret) ?? [];
	const bytes = bytesOf(base64);
	if (!prefix || !bytes) return undefined;
	if (prefix === 'whpk_') return bytes.length === ED25519_BYTES ? publicKey(bytes) : undefined;
	const isFitting = bytes.length >= SECRET_BYTES.min && bytes.length <= SECRET_BYTES.max;
	return isFitting ? symmetricKey(bytes) : undefined;
}

/**
 * The headers of a delivery that is made now.
 * @param now in milliseconds
 * @returns why not, if a header is missing or repeated, or the time is too far off
 */
export function attemptIn(headers: Headers, now = Date.now()): Attempt | Refusal {
	const {
		'webhook-id': id,
		'webhook-timestamp': timestamp,
		'webhook-signature': signatures,
	} = headers;
	if (typeof id !== 'string' || id === '') return notAuthentic('it has no ID in its headers');
	if (typeof signatures !== 'string') return notAuthentic('it has no signature');
	if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) {
		return notAuthentic('it has no time in its headers');
	}
	const distance = Math.floor(now / 1000) - Number(timestamp);
	return Math.abs(distance) <= TOLERANCE
		? { id, timestamp, signatures }
		: notAuthentic('its time is too far from now', distanceInWords(distance * 1000));
}

/**
 * Whether one of the keys has signed a delivery, by the specification Standard Webhooks 1.0.0
 * (github.com/standard-webhooks/standard-webhooks, spec).
 * @param body as received, byte for byte
 */
export function isSigned(keys: Key[], { id, timestamp, signatures }: Attempt, body: Buffer) {
	const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
	const given = signatures.split(' ', MAX_SIGNATURES).map((signature) => signature.split(','));
	const valuesOf = (version: string) =>
		given.filter((parts) => parts[0] === version && parts.length === 2).map(([, value]) => value);
	return keys.some(({ version, hasSigned }) => hasSigned(content, valuesOf(version)));
}
