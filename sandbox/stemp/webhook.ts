import { createHash, createHmac, randomUUID } from 'node:crypto';
import { filledUp, type Dialect } from '../webhook';

/** The same for every attempt, as the header requires (Webhooks: "unique, for deduplication"). */
const deliveryId = (eventId: string) =>
	createHash('sha256').update(eventId).digest('hex').slice(0, 32);

/** stemp's webhooks (developer.stemp.app, Webhooks): one signature over the body, five retries. */
export const stempDialect: Dialect = {
	retries: [{ minutes: 1 }, { minutes: 5 }, { minutes: 30 }, { hours: 2 }, { hours: 24 }],
	request(event, _now, [secret]) {
		const id = `evt_${event.at.getTime().toString(36)}${event.number}`;
		const timestamp = new Date(event.at.getTime() + event.secondsOff * 1000).toISOString();
		const { type, beside } = event;
		const body = JSON.stringify({ id, type, timestamp, data: filledUp(event), ...beside });
		return {
			headers: {
				'content-type': 'application/json',
				'x-stemp-event': event.type,
				'x-stemp-delivery': deliveryId(id),
				...(secret && {
					'x-stemp-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
				}),
			},
			body,
		};
	},
	strangeSecret: () => randomUUID(),
};
