import type { TunnelFault } from '../../../sandbox/connectProxy';
import type { ConnectionBreak, LineFault } from '../../../sandbox/line';
import type { FaultCase } from '../faults';
import { breaksBefore, DEAD_PROXY, type Way } from '../network';

const named = (name: string, way: Way): FaultCase => {
	const isUnsent = breaksBefore(way);
	const isRefusedClient = way.line?.by === 'client certificate';
	return {
		name,
		way,
		...(isUnsent && { isUnsent: true }),
		...(!isUnsent && !isRefusedClient && { losesAnswer: true }),
	};
};

/** The names of the ways in which a connection breaks. */
const WORDS: Record<ConnectionBreak, string> = {
	reset: 'reset',
	end: 'closed',
	plaintext: 'HTTP answered without TLS',
	alert: 'alert',
	record: 'unknown record',
};

/** How a request breaks after it has begun to leave. */
const AFTERWARDS: Array<[name: string, fault: LineFault]> = [
	['half written, reset', { phase: 'half', by: 'reset' }],
	['written, not accepted, reset', { phase: 'written', by: 'reset' }],
	['accepted, reset', { phase: 'accepted', by: 'reset' }],
	['accepted, closed without an answer', { phase: 'accepted', by: 'end' }],
	['answer begun, reset', { phase: 'answer', by: 'reset' }],
];

/** How an established TLS connection breaks. */
const IN_TLS = (['plaintext', 'alert', 'record'] as const).map((by): [string, LineFault] => [
	`accepted, ${WORDS[by]}`,
	{ phase: 'accepted', by },
]);

const HANDSHAKES: Array<[name: string, fault: LineFault]> = [
	...(['reset', 'end', 'plaintext', 'alert'] as const).map((by): [string, LineFault] => [
		`handshake: ${WORDS[by]}`,
		{ phase: 'handshake', by },
	]),
	['handshake: unknown authority', { phase: 'handshake', by: 'unknown authority' }],
	['client certificate asked for', { phase: 'handshake', by: 'client certificate' }],
];

const ACCEPT: [string, LineFault] = ['connection reset at once', { phase: 'accept', by: 'reset' }];

const over = (prefix: string, way: Way, faults: Array<[string, LineFault]>): FaultCase[] =>
	faults.map(([name, line]) => named(`${prefix}${name}`, { ...way, line }));

/**
 * Without TLS. Refused connections and unknown names are among the faults of the other parts. A connection that is
 * reset at once is not a fault here: without a handshake, the caller can't know whether its request was read.
 */
export const PLAIN_FAULTS: FaultCase[] = over('', {}, AFTERWARDS);

/** With TLS. */
export const TLS_FAULTS: FaultCase[] = [
	named('TLS: connection refused', { isSecure: true, isClosed: true }),
	...over('TLS: ', { isSecure: true }, [ACCEPT, ...HANDSHAKES, ...AFTERWARDS, ...IN_TLS]),
];

/** With TLS and a client certificate. */
export const CERTIFICATE_FAULTS = TLS_FAULTS.filter(
	({ way }) => way?.line?.by !== 'client certificate',
);

/** What the proxy does with a CONNECT. */
const TUNNELS: Array<[name: string, fault: TunnelFault]> = [
	['CONNECT: reset', 'reset'],
	['CONNECT: closed', 'end'],
	...[403, 407, 502, 503].map((status): [string, TunnelFault] => [`CONNECT: ${status}`, status]),
	['tunnel reset before the handshake', 'broken tunnel'],
];

/** With TLS through a proxy. */
export const PROXY_FAULTS: FaultCase[] = [
	{
		...named('proxy: connection refused', { isSecure: true, proxy: 'node', isClosed: true }),
		parameters: { requestOptions: { proxy: DEAD_PROXY } },
	},
	...TUNNELS.map(([name, tunnel]) =>
		named(`proxy: ${name}`, { isSecure: true, proxy: 'environment', tunnel }),
	),
	...over('proxy, TLS: ', { isSecure: true, proxy: 'environment' }, [
		...HANDSHAKES,
		...AFTERWARDS,
		...IN_TLS,
	]),
];
