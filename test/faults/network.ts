import { CertificateAuthority } from '../../sandbox/certificateAuthority';
import { startConnectProxy, type TunnelFault } from '../../sandbox/connectProxy';
import { startLine, type Line, type LineFault, type LineOptions } from '../../sandbox/line';

/** A way on which requests to a provider break. */
export interface Way {
	/** By TLS. */
	isSecure?: boolean;
	/** Through the proxy that n8n's environment names, or through one that is named in the node. */
	proxy?: 'environment' | 'node';
	/** What happens on the last stretch, before the provider. */
	line?: LineFault;
	/** What the proxy does with the tunnel. */
	tunnel?: TunnelFault;
	/** Nobody listens at the address. */
	isClosed?: boolean;
}

/** Which requests meet the fault of a way; connections, as long as there is no request. */
export interface Meeting {
	isMeant: (request: { method: string; path: string }) => boolean;
	skip: number;
	times: number;
	onMet?: (request: string) => void;
}

/** A way that is open. */
export interface OpenWay {
	/** The address of the provider by that way, without a path. */
	origin: string;
	/** How often the fault was met; NaN where nobody can count it. */
	readonly met: number;
	stop(): void;
}

/** What lies between nodes and providers. All certificates that it shows, but for strangers', n8n trusts. */
export interface Network {
	/** The proxy, as n8n's environment names it. */
	proxyUrl: string;
	authority: CertificateAuthority;
	/** @param upstream how to speak TLS to the provider, where it does */
	open(
		way: Way,
		to: string,
		meeting: Meeting,
		upstream?: LineOptions['upstream'],
	): Promise<OpenWay>;
	stop(): void;
}

/** A port of 127.0.0.1 that nobody listens at: no free one is ever 1. */
const NOBODY = '127.0.0.1:1';

/** A proxy that refuses connections. */
export const DEAD_PROXY = `http://${NOBODY}`;

/** A name that n8n asks the proxy for: it knows no other way to it (RFC 6761: there is no such name). */
const BEHIND_PROXY = 'provider.test';

const BEFORE_A_REQUEST: Array<LineFault['phase']> = ['accept', 'handshake'];

/** Whether it is before a request can have left that a way breaks. */
export const breaksBefore = ({ isClosed, line, tunnel }: Way): boolean =>
	isClosed === true ||
	tunnel !== undefined ||
	(line !== undefined && BEFORE_A_REQUEST.includes(line.phase) && line.by !== 'client certificate');

/** @param authority whose certificates n8n trusts */
export async function openNetwork(authority: CertificateAuthority): Promise<Network> {
	const proxy = await startConnectProxy();
	const certificate = authority.issueServerCertificate(BEHIND_PROXY);
	const unknown = new CertificateAuthority();
	const stranger = {
		...unknown.issueServerCertificate(BEHIND_PROXY),
		authority: unknown.certificate,
	};
	const lines = new Set<Line>();
	return {
		proxyUrl: proxy.url,
		authority,
		async open(way, to, { isMeant, skip, times, onMet }, upstream) {
			if (way.isClosed) {
				const origin = `${way.isSecure ? 'https' : 'http'}://${NOBODY}`;
				return { origin, met: NaN, stop: () => {} };
			}
			const line = await startLine({
				to,
				upstream,
				...(way.isSecure && { certificate, stranger }),
				rule: way.line && { fault: way.line, isMeant, skip, times, onMet },
			});
			lines.add(line);
			const { port } = line;
			if (way.tunnel !== undefined) proxy.setRule(port, { fault: way.tunnel, skip, times });
			const host = way.proxy === 'environment' ? BEHIND_PROXY : '127.0.0.1';
			return {
				origin: `${way.isSecure ? 'https' : 'http'}://${host}:${port}`,
				get met() {
					if (way.proxy === 'node') return NaN;
					return way.tunnel === undefined ? line.met : proxy.met(port);
				},
				stop() {
					proxy.setRule(port);
					line.stop();
					lines.delete(line);
				},
			};
		},
		stop() {
			proxy.stop();
			for (const line of lines) line.stop();
		},
	};
}
