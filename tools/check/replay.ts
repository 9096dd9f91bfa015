import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Provider } from '../providers';
import { API, OTHER } from './redaction';
import type { Report } from './report';

type Recorded = Report['exchanges'][number];

/** A server that replays the answers of a report. */
export interface Replay {
	url: string;
	stop(): Promise<void>;
}

const PDF = '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n';

/** Stand-ins for bodies of which a report keeps only the kind. */
const BODIES: Record<Exclude<Recorded['body']['kind'], 'json'>, [type: string, text: string]> = {
	pdf: ['application/pdf', PDF],
	page: ['text/html', '<html><body></body></html>\n'],
	text: ['text/plain', 'text\n'],
	empty: ['text/plain', ''],
};

const namesOf = (url: URL) => [...url.searchParams.keys()].sort().join('&');

/** Whether two paths are equal apart from template parameters. */
function isAlike(templates: string[], one: string, other: string): boolean {
	if (one === other) return true;
	const fits = (template: string, path: string) => {
		const parts = path.split('/');
		const wanted = template.split('/');
		return (
			parts.length === wanted.length &&
			wanted.every((part, index) => part.startsWith(':') || part === parts[index])
		);
	};
	return templates.some((template) => fits(template, one) && fits(template, other));
}

/**
 * Finds the recorded answer to a request: an exact match, else one to the same endpoint. Each is used once; then the
 * last one repeats.
 */
class Answers {
	private readonly used = new Set<Recorded>();

	constructor(
		private readonly recorded: Recorded[],
		private readonly templates: string[],
	) {}

	to(method: string, url: URL): Recorded | undefined {
		const ofMethod = this.recorded.filter((each) => each.method === method);
		const same = ofMethod.filter((each) => {
			const { pathname, search } = new URL(each.url);
			return pathname === url.pathname && search === url.search;
		});
		const alike = ofMethod.filter((each) => {
			const recorded = new URL(each.url);
			const hasSamePath = isAlike(this.templates, recorded.pathname, url.pathname);
			return hasSamePath && namesOf(recorded) === namesOf(url);
		});
		const fresh = [same, alike].flatMap((each) => each.find((one) => !this.used.has(one)) ?? []);
		const answer = fresh[0] ?? same.at(-1) ?? alike.at(-1);
		if (answer) this.used.add(answer);
		return answer;
	}
}

/** Starts a server that replays a report on a free port. @param templates the paths of the API */
export async function startReplay(report: Report, templates: string[]): Promise<Replay> {
	const answers = new Answers(report.exchanges, templates);
	let own = '';
	const here = (text: string) => text.replaceAll(API, own).replaceAll(OTHER, own);

	const reply = ({ method = '', url = '/' }: IncomingMessage, response: ServerResponse) => {
		const recorded = answers.to(method, new URL(url, API));
		if (!recorded) return response.writeHead(501).end();
		const { status, headers, body } = recorded;
		// Omit the Date header if the recorded answer had none.
		response.sendDate = 'date' in headers;
		const [type, text] =
			body.kind === 'json' ? ['application/json', JSON.stringify(body.json)] : BODIES[body.kind];
		const told = Object.entries({ 'content-type': type, ...headers });
		response.writeHead(
			status,
			Object.fromEntries(told.map(([name, value]) => [name, here(value)])),
		);
		return response.end(here(text));
	};
	const server = createServer((request, response) => {
		request.resume();
		request.once('end', () => reply(request, response));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url: own,
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

/** A credential for a replay server, which accepts any. */
export const replayCredential = (
	{ check }: Provider,
	url: string,
): ICredentialDataDecryptedObject => ({
	...check.stranger,
	...check.replayed,
	environment: 'custom',
	baseUrl: url,
});
