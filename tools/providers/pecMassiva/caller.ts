import type { Sandbox } from '../../../sandbox';
import { call, json, type Answer, type Call } from '../client';

export interface StatusAnswer {
	data: Array<Record<'sender' | 'recipient' | 'data' | 'object' | 'message', string>>;
}

export interface InboxAnswer {
	data: Array<Record<'sender' | 'recipient' | 'date' | 'object', string> & { id: number }>;
	total: number;
	page: number;
	n_of_pages: number;
}

/** A message to one or many recipients. */
export const messageTo = (recipient: string | string[], subject = 'Convocazione') => ({
	recipient,
	subject,
	body: 'Salve, <b>a tutti</b>',
});

/** Calls PEC Massiva's API as someone with a token and the mailbox login. */
export class Correspondent {
	constructor(private readonly sandbox: Sandbox) {}

	call(path: string, request: Call = {}): Promise<Answer> {
		const { url, token, username, password } = this.sandbox.pecMassiva;
		return call(`${url}${path}`, {
			...request,
			headers: {
				authorization: `Bearer ${token}`,
				'x-username': username,
				'x-password': password,
				...request.headers,
			},
		});
	}

	post(message: object, request: Call = {}): Promise<Answer> {
		const { username, password } = this.sandbox.pecMassiva;
		const body = { sender: username, username, password, ...message };
		return this.call('/send', { body, ...request });
	}

	/** @returns the code */
	async send(recipient: string | string[], subject?: string): Promise<string> {
		const answer = await this.post(messageTo(recipient, subject));
		return json<{ message_id: string }>(answer).message_id;
	}

	/** The subjects of a send's receipts, without its own subject and code. */
	async receipts(code: string): Promise<string[]> {
		const answer = await this.call(`/send/${code}`);
		if (answer.status === 404) return [];
		return json<StatusAnswer>(answer).data.map(({ object }) => object.split(':', 1)[0]);
	}

	async inbox(query = ''): Promise<InboxAnswer> {
		return json(await this.call(`/inbox${query}`));
	}

	/** Calls OAuth as the account. */
	oauth(path: string, request: Call = {}): Promise<Answer> {
		const { oauthUrl, email, apiKey } = this.sandbox.pecMassiva;
		const login = Buffer.from(`${email}:${apiKey}`).toString('base64');
		return call(`${oauthUrl}${path}`, {
			...request,
			headers: { authorization: `Basic ${login}`, ...request.headers },
		});
	}
}
