import { createHmac, randomBytes } from 'node:crypto';
import { filledUp, type Dialect } from '../webhook';

/** Pigeon Post's webhooks (its API page, Webhooks): Standard Webhooks, tried again for a day. */
export const pigeonPostDialect: Dialect = {
	retries: [{ minutes: 1 }, { minutes: 10 }, { hours: 1 }, { hours: 24 }],
	request(event, now, secrets) {
		const { type, beside } = event;
		const body = JSON.stringify({ type, data: filledUp(event), ...beside });
		const id = `ev_${event.at.getTime().toString(36)}_${event.number}`;
		const seconds = String(Math.floor(now.getTime() / 1000));
		const signatures = secrets.map((secret) => {
			const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
			return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
		});
		return {
			headers: {
				'content-type': 'application/json',
				'webhook-id': id,
				'webhook-timestamp': seconds,
				...(signatures.length > 0 && { 'webhook-signature': signatures.join(' ') }),
			},
			body,
		};
	},
	strangeSecret: () => `whsec_${randomBytes(32).toString('base64')}`,
};
