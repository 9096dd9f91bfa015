import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { milliseconds, type Clock, type Duration } from './clock';

/** One event that a provider pushes, and what is wrong with it. */
export const pushSchema = z
	.object({
		/** The event's name, in the provider's words. */
		type: z.string(),
		/** Its content. */
		data: z.record(z.unknown()).default({}),
		/** Undocumented fields to add to its body. */
		beside: z.record(z.unknown()).default({}),
		/** Created with the configured secrets, with another one, or absent. */
		signature: z.enum(['right', 'wrong', 'none']).default('right'),
		/** Offset of the request's time from now; negative is in the past. */
		secondsOff: z.number().default(0),
		/** How many times the identical request is sent. */
		times: z.number().int().positive().default(1),
		/** Bytes of padding to add to the body. */
		bytes: z.number().int().positive().optional(),
	})
	.strict();

export type Push = z.input<typeof pushSchema>;

const pushesSchema = z
	.object({
		events: z.array(pushSchema),
		/** The order in which they are sent. */
		order: z.enum(['given', 'reversed']).default('given'),
	})
	.strict();

/** Where events go, and what they are signed with. */
export interface Endpoint {
	url: string;
	/** Two during a key rotation. */
	secrets: string[];
}

const endpointSchema = z
	.object({ url: z.string().url(), secrets: z.array(z.string()).optional() })
	.strict();

/** An event that is being delivered. */
export interface PushedEvent extends z.output<typeof pushSchema> {
	/** When it occurred. */
	at: Date;
	/** Unique among the events. */
	number: number;
}

export interface WebhookRequest {
	headers: Record<string, string>;
	body: string;
}

/** How a provider pushes events. */
export interface Dialect {
	/** The delays before each retry of an event, in order. */
	retries: Duration[];
	/**
	 * The request of one attempt.
	 * @param now the current time, shifted by the event's `secondsOff`
	 * @param secrets to sign with; empty for no signature
	 */
	request(event: PushedEvent, now: Date, secrets: string[]): WebhookRequest;
	/** A secret that is not configured. */
	strangeSecret(): string;
}

/** One request that was made. */
export interface DeliveryAttempt {
	type: string;
	/** Null if there was no answer. */
	status: number | null;
	/** How many attempts of the event came before. */
	retries: number;
}

/** An event that no receiver has accepted yet. */
interface Pending {
	event: PushedEvent;
	retries: number;
	due: Date;
}

/** Long enough for any receiver, in milliseconds (Standard Webhooks advises 15 to 30 seconds). */
const TIMEOUT = 15_000;

/**
 * A provider's webhook endpoint: pushes events to a URL and retries those that are not accepted. The sandbox's clock
 * determines when a retry is due. The times in events are real, because receivers use real time to detect stale
 * events.
 */
export class Webhook {
	/** All requests that were made, in order. */
	readonly tries: DeliveryAttempt[] = [];
	private target?: Endpoint;
	private pending: Pending[] = [];
	private count = 0;

	constructor(
		private readonly clock: Clock,
		private readonly dialect: Dialect,
	) {}

	/** Set by the receiver. A new endpoint gets no earlier events. */
	get endpoint(): Endpoint | undefined {
		return this.target;
	}

	set endpoint(endpoint) {
		this.target = endpoint;
		this.pending = [];
	}

	/** Makes the first delivery attempt of each event, one after the other. */
	async push(...pushes: Push[]): Promise<DeliveryAttempt[]> {
		const tries: DeliveryAttempt[] = [];
		for (const push of pushes) {
			const event = { ...pushSchema.parse(push), at: new Date(), number: ++this.count };
			tries.push(...(await this.attempt(event, 0, this.endpoint)));
		}
		return tries;
	}

	/** Retries the events that were not accepted and are due. */
	async retry(): Promise<DeliveryAttempt[]> {
		const now = this.clock.now();
		const { endpoint } = this;
		const due = this.pending.filter((each) => each.due <= now);
		this.pending = this.pending.filter((each) => each.due > now);
		const tries: DeliveryAttempt[] = [];
		for (const { event, retries } of due)
			tries.push(...(await this.attempt(event, retries, endpoint)));
		return tries;
	}

	private async attempt(
		event: PushedEvent,
		retries: number,
		endpoint?: Endpoint,
	): Promise<DeliveryAttempt[]> {
		if (!endpoint) throw new RangeError('no endpoint is set');
		const { url, secrets } = endpoint;
		const now = new Date(Date.now() + event.secondsOff * 1000);
		const signing = {
			right: secrets,
			wrong: secrets.map(() => this.dialect.strangeSecret()),
			none: [],
		};
		const request = this.dialect.request(event, now, signing[event.signature]);
		const tries: DeliveryAttempt[] = [];
		for (let time = 0; time < event.times; time++) {
			tries.push({ type: event.type, status: await post(url, request), retries });
		}
		this.tries.push(...tries);
		const isTaken = tries.some(({ status }) => status !== null && status >= 200 && status < 300);
		const pause = this.dialect.retries[retries];
		// Another endpoint may have been set meanwhile.
		if (!isTaken && pause && endpoint === this.endpoint) {
			const due = new Date(this.clock.now().getTime() + milliseconds(pause));
			this.pending.push({ event, retries: retries + 1, due });
		}
		return tries;
	}
}

async function post(url: string, { headers, body }: WebhookRequest): Promise<number | null> {
	const signal = AbortSignal.timeout(TIMEOUT);
	const asked = fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
	return await asked.then(
		async (response) => {
			await response.arrayBuffer();
			return response.status;
		},
		() => null,
	);
}

/** The data of an event, with padding if it should be large. */
export const filledUp = ({ data, bytes }: PushedEvent): Record<string, unknown> =>
	bytes === undefined ? data : { ...data, padding: 'x'.repeat(bytes) };

/** Adds the routes of a provider's webhook to the control API. */
export function webhookControl(
	app: FastifyInstance,
	provider: string,
	webhook: Webhook,
	secrets: string[],
): void {
	app.put(`/${provider}/webhook`, ({ body }, reply) => {
		webhook.endpoint = { secrets, ...endpointSchema.parse(body) };
		return reply.code(204).send();
	});
	app.post(`/${provider}/webhook/push`, async ({ body }, reply) => {
		const { events, order } = pushesSchema.parse(body);
		return reply.send(await webhook.push(...(order === 'reversed' ? events.reverse() : events)));
	});
	app.post(`/${provider}/webhook/retry`, async (_request, reply) =>
		reply.send(await webhook.retry()),
	);
	app.get(`/${provider}/webhook/tries`, (_request, reply) => reply.send(webhook.tries));
}
