import http from 'node:http';
import https from 'node:https';

/** A provider's response. */
export interface Answer {
	status: number;
	headers: http.IncomingHttpHeaders;
	bytes: Buffer;
	text: string;
}

export interface Call {
	method?: string;
	headers?: Record<string, string>;
	/** An object is sent as JSON. */
	body?: string | object;
	form?: FormData;
	/** Certificates for https. */
	tls?: Pick<https.RequestOptions, 'ca' | 'cert' | 'key' | 'pfx' | 'passphrase'>;
	agent?: http.Agent;
	/** Timeout in milliseconds. */
	patience?: number;
}

async function encoded({ body, form }: Call): Promise<{ type?: string; bytes?: Buffer }> {
	if (form) {
		const carrier = new Response(form);
		return {
			type: carrier.headers.get('content-type') ?? undefined,
			bytes: Buffer.from(await carrier.arrayBuffer()),
		};
	}
	if (body === undefined) return {};
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return { type: 'application/json', bytes: Buffer.from(text) };
}

/**
 * A plain HTTP client with a new connection for each call: no retries, no redirects, errors as the socket reports them.
 */
export async function call(url: string, request: Call = {}): Promise<Answer> {
	const { type, bytes } = await encoded(request);
	const { method = bytes ? 'POST' : 'GET', headers, tls, agent = false, patience } = request;
	const transport = url.startsWith('https') ? https : http;
	return await new Promise((resolve, reject) => {
		const sent = transport.request(
			url,
			{
				method,
				headers: { ...(type && { 'content-type': type }), ...headers },
				agent,
				...tls,
				signal: patience === undefined ? undefined : AbortSignal.timeout(patience),
			},
			(response) => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.on('error', reject);
				response.on('end', () => {
					const all = Buffer.concat(chunks);
					resolve({
						status: response.statusCode ?? 0,
						headers: response.headers,
						bytes: all,
						text: all.toString(),
					});
				});
			},
		);
		sent.on('error', reject);
		sent.end(bytes);
	});
}

export const json = <Shape>({ text }: Answer): Shape => JSON.parse(text) as Shape;
