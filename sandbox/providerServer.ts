import { STATUS_CODES, type IncomingMessage, type RequestListener } from 'node:http';
import https from 'node:https';
import { TLSSocket } from 'node:tls';
import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { ServerPort } from './serverPort';
import type { Visit } from './journal';
import { LazyApp } from './lazyApp';
import { misbehaviour, type Misbehaviour } from './misbehaviour';
import { formOptions, readForm } from './multipart';
import type { SandboxContext } from './provider';

declare module 'fastify' {
	interface FastifyRequest {
		/** The request's record in the journal. */
		visit: Visit;
		/** For a form: the names of the text parts that have their own `Content-Type`. */
		typedTexts?: string[];
		/** The effects of the fault that applies to this request. None until the request has been read. */
		misbehaviour: Misbehaviour;
		/** Notifies the creator of the fault that it takes effect. */
		strikes: () => void;
	}
}

/** One server of a provider, with the journal, the faults and the latency built in. */
export interface ProviderServer {
	/**
	 * `http://127.0.0.1:PORT` and, if requested, `https://127.0.0.1:PORT` with the same routes, which requests a client
	 * certificate but does not require one.
	 */
	urls: string[];
	stop(): Promise<void>;
}

export interface ServerOptions {
	/** Human-readable title; by default its name. */
	title?: string;
	/** Whether to start a TLS server as well, which requests a client certificate. */
	secure?: boolean;
}

/** Far above any provider's limit: JSON bodies contain Base64 attachments. */
const largestJson = 512 * 1024 * 1024;

/** Far above what fits into a request: an ID of any length is the provider's to refuse. */
const longestParameter = 1024 * 1024;

/** Lets every path have a route: the framework itself refuses one that it can't decode, before any hook. */
function decodable({ url = '/' }: Pick<IncomingMessage, 'url'>): string {
	const [path, ...query] = url.split('?');
	try {
		decodeURIComponent(path);
		return url;
	} catch {
		return [path.replaceAll('%', '%25'), ...query].join('?');
	}
}

const method = ({ method: verb, routeOptions, url }: FastifyRequest) =>
	`${verb} ${routeOptions.url ?? url}`;

/** Whether the caller presented a certificate signed by the sandbox's own authority. */
export const hasTrustedCertificate = ({ raw: { socket } }: FastifyRequest): boolean =>
	socket instanceof TLSSocket && socket.authorized;

function certificateName({ raw: { socket } }: FastifyRequest): string | undefined {
	if (!(socket instanceof TLSSocket)) return undefined;
	// An empty object if there is none.
	const { subject } = socket.getPeerCertificate() as { subject?: { CN?: string } };
	return subject?.CN;
}

/**
 * The TLS server alongside the plain one. Its certificate is created when the first caller connects: generating RSA
 * keys takes longer than the rest of the startup, and most tests never need one.
 */
function secureServer(listener: RequestListener, { identity }: SandboxContext): https.Server {
	const server = https.createServer({ requestCert: true, rejectUnauthorized: false }, listener);
	server.prependOnceListener('connection', () => {
		const { certificate, key } = identity.authority.issueServerCertificate();
		server.setSecureContext({ cert: certificate, key, ca: identity.authority.certificate });
	});
	// Callers notice a failed handshake themselves.
	server.on('tlsClientError', (_error, socket) => socket.destroy());
	return server;
}

/**
 * Opens a server; `provider` is its name in the journal and in fault rules.
 * @param routes adds the routes to the app itself, not in plugins, which Fastify loads too late for fault rules
 */
export async function startProviderServer(
	provider: string,
	context: SandboxContext,
	routes: (app: FastifyInstance) => void,
	{ title = provider, secure = false }: ServerOptions = {},
): Promise<ProviderServer> {
	const { clock, journal, faults, latency, ports } = context;
	const doors: ServerPort[] = [];
	const connectionOf = ({ raw: { socket }, visit }: FastifyRequest) => ({
		reset: () => doors.forEach((door) => door.reset(socket)),
		answer: (status: number) => {
			visit.entry.status = status;
			socket.end(
				`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`,
			);
		},
	});

	const known = new Set<string>();
	const late = new LazyApp((serverFactory) => {
		const app = fastify({
			bodyLimit: largestJson,
			routerOptions: { maxParamLength: longestParameter },
			rewriteUrl: decodable,
			serverFactory,
		});
		app.addHook('onRoute', ({ method: verbs, url }) => {
			for (const verb of [verbs].flat()) known.add(`${verb} ${url}`);
		});
		void app.register(multipart, formOptions);
		app.addHook('onRequest', async (request, reply) => {
			const { originalUrl, query, headers } = request;
			// By the sandbox's clock, like all times in the answers.
			void reply.header('date', clock.now().toUTCString());
			request.visit = journal.open({
				provider,
				method: request.method,
				path: originalUrl.split('?', 1)[0],
				query: { ...(query as Record<string, unknown>) },
				headers,
				clientCertificate: certificateName(request),
			});
			reply.raw.once('close', () => {
				// For answers that are not sent completely.
				if (reply.raw.headersSent) request.visit.entry.status ??= reply.raw.statusCode;
				request.visit.leave();
			});
			request.misbehaviour = {};
		});
		app.addHook('preValidation', async (request) => {
			if (request.isMultipart()) {
				const { fields, files, typed } = await readForm(request);
				request.body = fields;
				request.typedTexts = typed;
				request.visit.entry.files = files;
			}
			request.visit.entry.body = request.body;
		});
		app.addHook('preHandler', async (request, reply) => {
			// Not before: a request that breaks off, can't be read or exceeds a rate limit leaves the fault to the next one.
			const met = faults.take(provider, method(request));
			if (!met) return;
			request.misbehaviour = misbehaviour(met.fault);
			request.strikes = () => met.onMet?.(request.visit.entry);
			const { before, instead } = request.misbehaviour;
			if (before ?? instead) request.strikes();
			await before?.(connectionOf(request));
			await instead?.(reply, connectionOf(request));
		});
		app.addHook('onSend', async (request, reply, payload: unknown) => {
			const { visit } = request;
			const { before, instead, afterwards } = request.misbehaviour;
			if (!instead && reply.statusCode < 300) {
				visit.entry.carriedOut = typeof payload === 'string' ? payload : '';
			}
			if (afterwards && !before) request.strikes();
			await latency.wait();
			if (!doors.every((door) => door.isOpen)) void reply.header('connection', 'close');
			const body = afterwards ? await afterwards(reply, connectionOf(request), payload) : payload;
			// Set before the answer is sent: a caller that has the answer must find the status in the journal.
			if (!request.raw.socket.destroyed) visit.entry.status = reply.statusCode;
			visit.leave();
			return body;
		});
		app.addHook('onRegister', () => {
			throw new Error(
				`${provider} has routes in a plugin, which fault rules would not know in time`,
			);
		});
		routes(app);
		return app;
	});
	doors.push(new ServerPort(late.server, context.nextPort()));
	ports.push({ server: provider, title });
	if (secure) {
		ports.push({ server: provider, title: `${title} with client certificate (TLS)` });
		doors.push(new ServerPort(secureServer(late.listener, context), context.nextPort()));
	}

	for (const door of doors) await door.open();
	faults.register(provider, {
		doors,
		get routes() {
			return late.app && known;
		},
	});
	return {
		urls: doors.map(({ port }, index) => `${index === 0 ? 'http' : 'https'}://127.0.0.1:${port}`),
		stop: async () => {
			for (const door of doors) door.closeForGood();
			await late.close();
		},
	};
}
