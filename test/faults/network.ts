import { CertificateAuthority } from '../../sandbox/certificateAuthority';
import { startConnectProxy, type TunnelFault } from '../../sandbox/connectProxy';
import { startLine, type Line, type LineFault, type LineOptions } from '../../sandbox/line';

/** A network path on which requests to a provider break. */
export interface Way {
	/** With TLS. */
	isSecure?: boolean;
	/** Through the proxy that n8n's environment configures, or through one that the node configures. */
	proxy?: 'environment' | 'node';
	/** What happens on the last hop, before the provider. */
	line?: LineFault;
	/** What the proxy does with the tunnel. */
	tunnel?: TunnelFault;
	/** Nothing listens at the address. */
	isClosed?: boolean;
}

/** Which requests meet the fault of a path; connections, as long as there is no request. */
export interface Meeting {
	isMeant: (request: { method: string; path: string }) => boolean;
	skip: number;
	times: number;
	onMet?: (request: string) => void;
}

/** An open network path. */
export interface OpenWay {
	/** The provider's origin on this network path, without a URL path. */
	origin: string;
	/** How often the fault was met; NaN if that can't be counted. */
	readonly met: number;
	stop(): void;
}

/** The network between nodes and providers. n8n trusts all certificates that it presents, except strangers'. */
export interface Network {
	/** The URL of the proxy, for n8n's environment. */
	proxyUrl: string;
	authority: CertificateAuthority;
	/** @param upstream how to speak TLS to the provider, if it uses TLS */
	open(
		way: Way,
		to: string,
		meeting: Meeting,
		upstream?: LineOptions['upstream'],
	): Promise<OpenWay>;
	stop(): void;
}

/** A port of 127.0.0.1 on which nothing listens: port 1 is never assigned as a free port. */
const NOBODY = '127.0.0.1:1';

/** A proxy that refuses connections. */
export const DEAD_PROXY = `http://${NOBODY}`;

/** A host name that n8n can reach only through the proxy (RFC 6761: it does not resolve). */
const BEHIND_PROXY = 'provider.test';

const BEFORE_A_REQUEST: Array<LineFault['phase']> = ['accept', 'handshake'];

/** Whether a network path breaks before a request can have left. */
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
