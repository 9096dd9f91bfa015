import { createHash, createHmac, randomUUID } from 'node:crypto';
import { stringify } from 'node:querystring';
import { filledUp, type Dialect, type PushedEvent } from '../webhook';
import type { PostageAppSwitches } from './switches';

/**
 * PostageApp does not document how the signature is computed from token, time and secret. This is one possible way,
 * with the right length.
 */
const signatureOf = (token: string, timestamp: number, secret: string) =>
	createHmac('sha256', secret).update(`${timestamp}${token}`).digest('hex');

/** The fields that only JSON 1.1 contains. */
const NEW_FIELDS = ['message_uid', 'message_id', 'message_variables'];

/**
 * The body in JSON 1.1 (dev.postageapp.com, Webhooks). The event's data contains the recipient and the `message_uid`;
 * other fields are passed on, and `mail_id` becomes the mail's Message-ID.
 */
function newBody(event: PushedEvent, now: Date, secret?: string) {
	const timestamp = Math.floor(now.getTime() / 1000);
	const token = createHash('sha256').update(`${event.at.getTime()} ${event.number}`).digest('hex');
	const { mail_id: mailId, ...data } = filledUp(event);
	const mailHeader = typeof mailId === 'string' ? [['Message-ID', `<${mailId}>`]] : [];
	return {
		event: event.type,
		account: 'acct',
		project: 'Shop',
		timestamp,
		...(secret && { token, signature: signatureOf(token, timestamp, secret) }),
		message_headers: [['Subject', 'Hi'], ...mailHeader],
		message_variables: {},
		...data,
		...event.beside,
	};
}

/** The body in JSON 1.0 and in the URL-encoded format: it does not identify the message, and headers are JSON text. */
function oldBody(event: PushedEvent, now: Date, secret?: string) {
	const { message_headers: headers, ...body } = newBody(event, now, secret);
	const kept = Object.entries(body).filter(([name]) => !NEW_FIELDS.includes(name));
	return { ...Object.fromEntries(kept), message_headers: JSON.stringify(headers) };
}

/** PostageApp's webhooks. Neither their retries nor their signatures are documented. */
export const postageAppDialect = (switches: () => PostageAppSwitches): Dialect => ({
	retries: [],
	request(event, now, [secret]) {
		const { webhookFormat } = switches();
		if (webhookFormat === 'form') {
			return {
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
				body: stringify(oldBody(event, now, secret)),
			};
		}
		const body = webhookFormat === 'json-1.0' ? oldBody : newBody;
		return {
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body(event, now, secret)),
		};
	},
	strangeSecret: () => randomUUID(),
});
