import { STATUS_CODES, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Fault } from './faults';

/** How a fault affects a request on the wire. Each promise settles once the request has been handled. */
export interface Misbehaviour {
	/** Runs before the provider handles the request, and delays it. */
	before?: (connection: Connection) => Promise<void>;
	/** Replaces the provider's handling: nothing is carried out. */
	instead?: (reply: FastifyReply, connection: Connection) => Promise<unknown>;
	/** Runs after the request has been carried out; replaces the answer and returns the body to send. */
	afterwards?: (reply: FastifyReply, connection: Connection, payload: unknown) => Promise<unknown>;
}

/** The connection that the request came in on. */
export interface Connection {
	reset(): void;
	/** Answers with a status and closes the connection, before the provider's own answer. */
	answer(status: number): void;
}

interface Answer {
	status: number;
	headers?: Record<string, string>;
	body: unknown;
}

/** For an answer that is never sent: the framework keeps waiting, and so does the caller. */
const never = (): Promise<never> => new Promise(() => {});

const reset = (_reply: FastifyReply, connection: Connection): Promise<never> => {
	connection.reset();
	return never();
};

/** Sets the status and headers of the reply and returns the body. */
function prepare(reply: FastifyReply, { status, headers = {}, body }: Answer): string {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const type =
		typeof body !== 'string'
			? 'application/json'
			: body.startsWith('<')
				? 'text/html'
				: 'text/plain';
	void reply.code(status).header('content-type', `${type}; charset=utf-8`).headers(headers);
	return text;
}

const instead =
	(answer: Answer): Misbehaviour['instead'] =>
	async (reply) =>
		reply.send(prepare(reply, answer));

const afterwards =
	(answer: Answer): Misbehaviour['afterwards'] =>
	(reply) =>
		Promise.resolve(prepare(reply, answer));

const page = (title: string) =>
	`<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;

const bytesOf = (payload: unknown): Buffer =>
	Buffer.isBuffer(payload) ? payload : Buffer.from(typeof payload === 'string' ? payload : '{}');

/** Writes the head with the length of the whole body, for faults that write the body themselves. */
function begin(reply: FastifyReply, whole: Buffer): ServerResponse {
	const { raw, statusCode } = reply;
	for (const [name, value] of Object.entries(reply.getHeaders())) {
		if (value !== undefined) raw.setHeader(name, value);
	}
	return raw.writeHead(statusCode, { 'content-length': whole.length });
}

/** Sends half of the body and closes the connection. */
function breakOff(reply: FastifyReply, _connection: Connection, payload: unknown): Promise<never> {
	const whole = bytesOf(payload);
	const raw = begin(reply, whole);
	raw.write(whole.subarray(0, Math.ceil(whole.length / 2)), () => raw.destroy());
	return never();
}

/** The maximum number of chunks of a slow answer. */
const PIECES = 20;

/** Sends the body in chunks until it is complete or the caller has disconnected. */
const trickle =
	(seconds: number): Misbehaviour['afterwards'] =>
	async (reply, _connection, payload) => {
		const whole = bytesOf(payload);
		const raw = begin(reply, whole);
		const size = Math.max(1, Math.ceil(whole.length / PIECES));
		const interval = (seconds * 1000 * size) / whole.length;
		for (let sent = 0; sent < whole.length && !raw.destroyed; sent += size) {
			raw.write(whole.subarray(sent, sent + size));
			// Unreferenced: it must not keep the process of a stopped sandbox alive.
			await pause(interval, undefined, { ref: false });
		}
		raw.end();
		return await never();
	};

const MEGABYTE = 1024 * 1024;
const blanks = Buffer.alloc(MEGABYTE, ' ');

/** Trailing spaces do not change a document, so the answer stays valid. */
const padded = (payload: unknown, megabytes: number): Readable => {
	const whole = bytesOf(payload);
	const rest = blanks.subarray(whole.length % MEGABYTE);
	const more = megabytes - Math.ceil(whole.length / MEGABYTE);
	return Readable.from([whole, rest, ...Array<Buffer>(Math.max(0, more)).fill(blanks)]);
};

type FaultOf<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>;

const misbehaviours: { [Kind in Fault['kind']]: (fault: FaultOf<Kind>) => Misbehaviour } = {
	// Takes effect at the port, before there is a request.
	refuse: () => ({}),
	resetBefore: () => ({ instead: reset }),
	resetAfter: () => ({ afterwards: reset }),
	silence: ({ accept }) => (accept ? { afterwards: never } : { instead: never }),
	status: ({ status, accept, headers, body = { message: STATUS_CODES[status] } }) => {
		const answer = { status, headers, body };
		return accept ? { afterwards: afterwards(answer) } : { instead: instead(answer) };
	},
	truncate: () => ({ afterwards: breakOff }),
	notJson: () => ({ afterwards: afterwards({ status: 200, body: page('It works!') }) }),
	successFalse: ({ message = 'The request was not carried out' }) => ({
		instead: instead({ status: 200, body: { success: false, message } }),
	}),
	oversize: ({ megabytes }) => ({
		afterwards: (_reply, _connection, payload) => Promise.resolve(padded(payload, megabytes)),
	}),
	trickle: ({ seconds }) => ({ afterwards: trickle(seconds) }),
	late: ({ seconds, status }) => ({
		before: async (connection) => {
			if (status === undefined) connection.reset();
			else connection.answer(status);
			// Unreferenced: it must not keep the process of a stopped sandbox alive.
			await pause(seconds * 1000, undefined, { ref: false });
		},
		afterwards: never,
	}),
	redirect: ({ location, status = 302 }) => ({
		instead: instead({ status, headers: { location }, body: page('Moved') }),
	}),
};

/** What a fault does to a request that it applies to. */
export function misbehaviour<Kind extends Fault['kind']>(fault: FaultOf<Kind>): Misbehaviour {
	return misbehaviours[fault.kind](fault);
}
