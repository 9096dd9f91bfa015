import type { Sandbox } from '../../../sandbox';
import { call, json, type Answer } from '../client';

/** PostageApp's envelope. */
export interface Envelope {
	response: { uid?: string | null; status: string; message?: string; [more: string]: unknown };
	data?: Record<string, unknown>;
}

/** A message to the given addresses, as `arguments`. */
export const mailTo = (recipients: unknown, more: object = {}) => ({
	recipients,
	headers: { subject: 'Your receipt', from: 'Shop <shop@example.org>' },
	content: { 'text/plain': 'Thank you' },
	...more,
});

/** Calls PostageApp's API as a customer. */
export class Caller {
	constructor(private readonly sandbox: Sandbox) {}

	/** Calls a method with the key of the project or the account. */
	ask(method: string, body: object = {}, key: 'project' | 'account' = 'project'): Promise<Answer> {
		const { url, projectKey, accountKey } = this.sandbox.postageApp;
		return call(`${url}/v.1.1/${method}`, {
			body: { api_key: key === 'project' ? projectKey : accountKey, ...body },
		});
	}

	async envelope(method: string, body: object = {}): Promise<Envelope> {
		return json(await this.ask(method, body));
	}

	/** Sends a message with a UID. */
	async send(uid: string, ...recipients: string[]): Promise<Envelope> {
		return await this.envelope('send_message', { uid, arguments: mailTo(recipients) });
	}
}
