import { createHmac } from 'node:crypto';

import { isSame } from './constantTime';

/**
 * Whether one of the secrets has signed a body in the form `sha256=<hexadecimal HMAC-SHA256>`.
 * @param body as received, byte for byte
 */
export function isHmacSigned(secrets: string[], body: Buffer, signature: string): boolean {
	return secrets.some((secret) =>
		isSame(signature, `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`),
	);
}
