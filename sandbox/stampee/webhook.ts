import { createHmac, createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto';
import { filledUp, type Dialect } from '../webhook';

/** The prefix of a 32-byte ed25519 private key in DER (RFC 8410, section 7). */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

const privateKey = (secret: string) => {
	const seed = Buffer.from(secret.replace('whsk_', ''), 'base64');
	return createPrivateKey({
		key: Buffer.concat([PRIVATE_PREFIX, seed]),
		format: 'der',
		type: 'pkcs8',
	});
};

/** The secret in the form given to receivers: itself, or the public key (`whpk_`) of an ed25519 key (`whsk_`). */
export function shownToReceivers(secret: string): string {
	if (!secret.startsWith('whsk_')) return secret;
	const der = createPublicKey(privateKey(secret)).export({ format: 'der', type: 'spki' });
	return `whpk_${der.subarray(-32).toString('base64')}`;
}

/** @returns an entry of the header `webhook-signature` */
function signature(secret: string, content: string): string {
	if (secret.startsWith('whsk_')) {
		return `v1a,${sign(null, Buffer.from(content), privateKey(secret)).toString('base64')}`;
	}
	const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
	return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}

/**
 * Stampee's webhooks follow the Standard Webhooks specification. Stampee does not document its retries; these are from
 * the specification's example.
 */
export const stampeeDialect: Dialect = {
	retries: [
		{ seconds: 5 },
		{ minutes: 5 },
		{ minutes: 30 },
		{ hours: 2 },
		{ hours: 5 },
		{ hours: 10 },
		{ hours: 14 },
		{ hours: 20 },
		{ hours: 24 },
	],
	request(event, now, secrets) {
		const timestamp = event.at.toISOString();
		const { type, beside } = event;
		const body = JSON.stringify({ type, timestamp, data: filledUp(event), ...beside });
		const id = `msg_${event.at.getTime().toString(36)}_${event.number}`;
		const seconds = String(Math.floor(now.getTime() / 1000));
		const content = `${id}.${seconds}.${body}`;
		const signatures = secrets.map((secret) => signature(secret, content)).join(' ');
		return {
			headers: {
				'content-type': 'application/json',
				'webhook-id': id,
				'webhook-timestamp': seconds,
				...(signatures && { 'webhook-signature': signatures }),
			},
			body,
		};
	},
	strangeSecret: () => `whsec_${randomBytes(32).toString('base64')}`,
};
