import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import tls, { type ConnectionOptions } from 'node:tls';
import type { IssuedCertificate } from './certificateAuthority';
import { Strikes, type Turn } from './strikes';
import { WireMessage } from './wireMessage';

/**
 * How a connection breaks: `reset` (RST), `end` (FIN without further bytes), or FIN after unexpected bytes: an
 * unencrypted HTTP answer, a TLS alert, or a TLS record of an unknown type.
 */
export type ConnectionBreak = 'reset' | 'end' | 'plaintext' | 'alert' | 'record';

/**
 * The phase in which the connection breaks, and how:
 * - `accept`: as soon as the connection is established
 * - `handshake`: when the TLS handshake has begun. Here the server may instead present the certificate of an unknown
 *   authority (`unknown authority`), or accept only clients of an authority from which nobody has a certificate
 *   (`client certificate`: in TLS 1.3, the caller learns this after it has sent its request)
 * - `half`: the head and a part of the body of the request have been received
 * - `written`: the whole request has been received; none of it is forwarded to the provider
 * - `accepted`: the provider has received the request and has answered; none of the answer is forwarded
 * - `answer`: the head of the answer and half of its body have been forwarded
 */
export type LineFault =
	| { phase: 'accept' | 'half' | 'written' | 'accepted' | 'answer'; by: ConnectionBreak }
	| { phase: 'handshake'; by: ConnectionBreak | 'unknown authority' | 'client certificate' };

/** Which requests the fault applies to. In the phases before the request, all connections count. */
export interface LineRule {
	fault: LineFault;
	/** Default: every request. */
	isMeant?: (request: { method: string; path: string }) => boolean;
	/** How many pass before the fault applies. */
	skip: number;
	/** How many the fault then strikes. One that closes before the fault can strike is not among them. */
	times: number;
	/**
	 * Called once for each strike, before the connection breaks, with the part of the request received so far: nothing in
	 * the phases before the request.
	 */
	onMet?: (request: string) => void;
}

export interface LineOptions {
	/** The URL of the upstream server, with or without TLS. */
	to: string;
	/** TLS options for the upstream server, if it uses TLS. */
	upstream?: ConnectionOptions;
	/** The certificate that the line presents to callers, for a line with TLS. */
	certificate?: IssuedCertificate;
	/** The certificate for the fault `unknown authority`, and the authority to require for `client certificate`. */
	stranger?: IssuedCertificate & { authority: string };
	rule?: LineRule;
}

/** A relay to a server, on a free port of 127.0.0.1, that breaks connections on demand. */
export interface Line {
	readonly port: number;
	/** How many connections the fault has struck. */
	readonly met: number;
	/** Closes the line and all of its connections. */
	stop(): void;
}

const BYTES: Record<Exclude<ConnectionBreak, 'reset'>, Buffer> = {
	end: Buffer.alloc(0),
	plaintext: Buffer.from(
		'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
	),
	// Fatal, "handshake failure" (RFC 8446, section 6).
	alert: Buffer.from([0x15, 3, 3, 0, 2, 2, 40]),
	record: Buffer.from([0x63, 3, 3, 0, 1, 0]),
};

function strike(socket: Socket, by: ConnectionBreak): void {
	if (by === 'reset') socket.resetAndDestroy();
	else socket.end(BYTES[by]);
}

const isBlow = (by: LineFault['by']): by is ConnectionBreak => by === 'reset' || by in BYTES;

/**
 * Opens a line to a server. It parses one request per connection, as sent by callers that do not reuse connections;
 * later data is forwarded unparsed.
 */
export async function startLine(options: LineOptions): Promise<Line> {
	const { to, certificate, stranger, upstream, rule } = options;
	const target = new URL(to);
	const sockets = new Set<Socket>();
	const strikes = rule && new Strikes(rule);
	/** Whether the fault strikes connections, before there is a request. */
	const isEarly = rule?.fault.phase === 'accept' || rule?.fault.phase === 'handshake';

	const connect = (): Socket => {
		const where = { host: target.hostname, port: Number(target.port) };
		const socket =
			target.protocol === 'https:' ? tls.connect({ ...upstream, ...where }) : net.connect(where);
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		return socket;
	};

	/** The decrypted stream of a connection. */
	function decrypted(raw: Socket, by?: LineFault['by']): Duplex {
		if (!certificate) return raw;
		const { certificate: cert, key } =
			(by === 'unknown authority' ? stranger : undefined) ?? certificate;
		const demands = by === 'client certificate';
		return new tls.TLSSocket(raw, {
			isServer: true,
			secureContext: tls.createSecureContext({ cert, key, ca: stranger?.authority }),
			requestCert: true,
			rejectUnauthorized: demands,
		});
	}

	function relay(raw: Socket, caller: Duplex): void {
		const request = new WireMessage();
		const answer = new WireMessage();
		let server: Socket | undefined;
		let turn: Turn | undefined;
		let fault: LineFault | undefined;

		const breakOff = (by: ConnectionBreak) => {
			// More may arrive after the strike: only a reset ends a connection at once.
			if (!turn?.strike()) return;
			server?.destroy();
			rule?.onMet?.(request.all.toString());
			strike(raw, by);
		};
		const passOn = () => {
			const provider = (server = connect());
			provider.on('error', () => raw.destroy());
			provider.on('data', (chunk: Buffer) => {
				if (fault?.phase === 'accepted') return breakOff(fault.by);
				if (fault?.phase !== 'answer') return void caller.write(chunk);
				answer.add(chunk);
				if (!answer.isWhole) return;
				const { by } = fault;
				provider.destroy();
				caller.write(answer.half, () => setImmediate(breakOff, by));
			});
			// An answer that the fault has held back, and that breaks off, arrives as it is.
			provider.on('end', () => caller.end(answer.all));
			provider.write(request.all);
		};
		raw.on('close', () => turn?.end());
		caller.on('close', () => server?.destroy());
		caller.on('data', (chunk: Buffer) => {
			if (server) return void server.write(chunk);
			const isNew = request.head === undefined;
			request.add(chunk);
			const { head } = request;
			if (head === undefined) return;
			if (isNew && rule && !isEarly) {
				const [method, url] = head.split(' ', 2);
				const isMeant = rule.isMeant?.({ method, path: url.split('?', 1)[0] }) ?? true;
				turn = isMeant ? strikes?.next() : undefined;
				fault = turn && rule.fault;
			}
			if (fault?.phase === 'half') {
				if (request.bodyLength > 0 || request.isWhole) breakOff(fault.by);
			} else if (fault?.phase === 'written') {
				if (request.isWhole) breakOff(fault.by);
			} else passOn();
		});
	}

	const begin = (raw: Socket, by?: LineFault['by']) => {
		const caller = decrypted(raw, by);
		// Whether to accept the certificate is up to the caller.
		caller.on('error', () => raw.destroy());
		relay(raw, caller);
	};

	const server = net.createServer((raw) => {
		sockets.add(raw);
		raw.on('close', () => sockets.delete(raw));
		raw.on('error', () => raw.destroy());
		const turn = isEarly ? strikes?.next() : undefined;
		if (!rule || !turn) return begin(raw);
		raw.on('close', () => turn.end());
		const { phase, by } = rule.fault;
		const meet = () => {
			turn.strike();
			rule.onMet?.('');
			if (!isBlow(by)) return begin(raw, by);
			strike(raw, by);
			raw.resume();
		};
		if (phase === 'accept') return meet();
		// Not read here: a handshake with a wrong certificate begins with these bytes.
		raw.once('readable', () => (raw.readableLength > 0 ? meet() : raw.resume()));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		get met() {
			return strikes?.count ?? 0;
		},
		stop() {
			server.close();
			for (const socket of sockets) socket.destroy();
		},
	};
}
