import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Fault } from './faults';

/** How a fault plays out on the wire. Each promise settles once the request is dealt with. */
export interface Misbehaviour {
	/** Takes the place of the provider's work: nothing is carried out. */
	instead?: (reply: FastifyReply, connection: Connection) => Promise<unknown>;
	/** The work is done; takes the answer's place and gives back the body to send. */
	afterwards?: (reply: FastifyReply, connection: Connection, payload: unknown) => Promise<unknown>;
}

/** The connection that the request came in on. */
export interface Connection {
	reset(): void;
}

interface Answer {
	status: number;
	headers?: Record<string, string>;
	body: unknown;
}

/** For an answer that never comes: the framework goes on waiting, and so does the caller. */
const never = (): Promise<never> => new Promise(() => {});

const reset = (_reply: FastifyReply, connection: Connection): Promise<never> => {
	connection.reset();
	return never();
};

/** Puts status and headers on the reply and gives back the body. */
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

/** Announces the whole body, sends half of it and hangs up. */
function breakOff(reply: FastifyReply, _connection: Connection, payload: unknown): Promise<never> {
	const whole = Buffer.isBuffer(payload)
		? payload
		: Buffer.from(typeof payload === 'string' ? payload : '{}');
	const { raw } = reply;
	for (const [name, value] of Object.entries(reply.getHeaders())) {
		if (value !== undefined) raw.setHeader(name, value);
	}
	raw.writeHead(reply.statusCode, { 'content-length': whole.length });
	raw.write(whole.subarray(0, Math.ceil(whole.length / 2)), () => raw.destroy());
	return never();
}

type FaultOf<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>;

const misbehaviours: { [Kind in Fault['kind']]: (fault: FaultOf<Kind>) => Misbehaviour } = {
	// Happens at the port, before there is a request.
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
	redirect: ({ location, status = 302 }) => ({
		instead: instead({ status, headers: { location }, body: page('Moved') }),
	}),
};

/** What a fault does to a request that meets it. */
export function misbehaviour<Kind extends Fault['kind']>(fault: FaultOf<Kind>): Misbehaviour {
	return misbehaviours[fault.kind](fault);
}
