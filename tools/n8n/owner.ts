import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** The owner of the n8n instances that are started here, which can be reached from this computer only. */
export const owner = {
	email: 'owner@example.org',
	firstName: 'Olivia',
	lastName: 'Owner',
	password: 'Certified-mail-1',
};

/** n8n's internal REST API, which its editor uses, as the owner. */
export interface Rest {
	/** @throws with n8n's message, if it responds with an error */
	call<Data>(method: string, path: string, body?: object): Promise<Data>;
}

/** How long n8n may be too busy to respond, in milliseconds. */
const PATIENCE = 120_000;

/** Signs in to n8n. Creates the owner first, if there is none yet. */
export async function signIn(url: string): Promise<Rest> {
	// n8n ties a session to the browser that started it.
	const headers: Record<string, string> = {
		'browser-id': randomUUID(),
		'content-type': 'application/json',
		// An n8n that is busy for seconds closes idle connections late, while the next request is using them.
		connection: 'close',
	};
	const request = async (method: string, path: string, body?: object): Promise<Response> => {
		const deadline = Date.now() + PATIENCE;
		for (;;) {
			const answer = await fetch(`${url}/rest${path}`, {
				method,
				headers,
				body: body && JSON.stringify(body),
			}).catch(({ cause }: Error) => {
				// An n8n that is busy for long closes connections; only reads can safely be retried.
				if (method === 'GET' && Date.now() < deadline) return undefined;
				throw new Error(`n8n does not answer ${method} ${path}: ${String(cause)}`);
			});
			// A busy n8n responds that its database is not ready, and has done nothing.
			if (answer && (answer.status !== 503 || Date.now() > deadline)) return answer;
			await pause(500);
		}
	};
	const rest: Rest = {
		call: async <Data>(method: string, path: string, body?: object) => {
			const response = await request(method, path, body);
			const text = await response.text();
			if (!response.ok) {
				throw new Error(`n8n answered ${response.status} to ${method} ${path}: ${text}`);
			}
			return (text ? (JSON.parse(text) as { data: Data }).data : undefined) as Data;
		},
	};

	// Rejected if an owner already exists.
	await request('POST', '/owner/setup', owner);
	const { email: emailOrLdapLoginId, password } = owner;
	const signedIn = await request('POST', '/login', { emailOrLdapLoginId, password });
	if (!signedIn.ok) throw new Error(`n8n does not let its owner in: ${await signedIn.text()}`);
	headers.cookie = signedIn.headers
		.getSetCookie()
		.map((cookie) => cookie.split(';')[0])
		.join('; ');
	return rest;
}
