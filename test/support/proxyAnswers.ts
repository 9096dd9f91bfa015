import type { Socket } from 'node:net';

/** What a proxy does with a connection when it has been asked for a tunnel. */
export type Act = (socket: Socket) => void;

const say =
	(text: string): Act =>
	(socket) =>
		void socket.end(text);

/** Answers with a status, as a server would that knows nothing of tunnels. */
export const answer = (status: number, body = '{}'): Act =>
	say(
		[
			`HTTP/1.1 ${String(status).padStart(3, '0')} No`,
			'Location: http://portal.example/',
			'Content-Type: application/json',
			`Content-Length: ${body.length}`,
			'',
			body,
		].join('\r\n'),
	);

/** Answers that no HTTP client can read to the end. */
export const BROKEN_ANSWERS: Array<[string, Act]> = [
	['what is no HTTP', say('SSH-2.0-x\r\n\r\n')],
	['an empty line', say('\r\n\r\n')],
	['100 and nothing more', say('HTTP/1.1 100 Continue\r\n\r\n')],
	['half a line', say('HTTP/1.1 20')],
	['a header that is none', say('HTTP/1.1 403 No\r\nnone\r\n\r\n')],
	[
		'a 403 whose body is garbled',
		say('HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'),
	],
	['a 403 whose body breaks off', say('HTTP/1.1 403 No\r\nContent-Length: 9\r\n\r\n{}')],
	['a 204 with a body', answer(204)],
	['a status of two digits', say('HTTP/1.1 40 No\r\n\r\n')],
	['nothing, and resets', (socket) => void socket.resetAndDestroy()],
];
