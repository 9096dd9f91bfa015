import type { Sandbox } from '../../../sandbox';
import { call, json, type Answer, type Call } from '../client';

export interface LogAnswer {
	id: string;
	messageId: string | null;
	recipientEmail: string;
	subject: string;
	status: string;
	openCount: number;
	clickCount: number;
}

export interface Page<Row> {
	content: Row[];
	page: { number: number; size: number; totalElements: number; totalPages: number };
}

export interface UserAnswer {
	id: string;
	email: string;
	externalId: string | null;
}

/** Calls stemp's API as an installed app. */
export class App {
	constructor(private readonly sandbox: Sandbox) {}

	call(
		path: string,
		{ token = this.sandbox.stemp.accessToken, ...request }: Call & { token?: string } = {},
	): Promise<Answer> {
		return call(`${this.sandbox.stemp.url}${path}`, {
			...request,
			headers: { authorization: `Bearer ${token}`, ...request.headers },
		});
	}

	refresh(body: object): Promise<Answer> {
		return call(`${this.sandbox.stemp.url}/v1/apps/oauth2/refresh`, { body });
	}

	/** A new user for each test, because an address's history affects the next email. */
	user(email: string): UserAnswer {
		return this.sandbox.stemp.users.add({ email });
	}

	send(to: string, change: object = {}): Promise<Answer> {
		return this.call('/v1/platform/emails', {
			body: { to, subject: 'Hi', htmlBody: '<p>Hi</p>', category: 'general', ...change },
		});
	}

	async logs(query = ''): Promise<Page<LogAnswer>> {
		return json(await this.call(`/v1/platform/emails${query}`));
	}

	/** The log entry of the latest email to an address. */
	async log(email: string): Promise<LogAnswer> {
		const { content } = await this.logs('?size=100');
		return content.find(({ recipientEmail }) => recipientEmail === email)!;
	}

	async events(id: string): Promise<Array<Record<string, unknown>>> {
		return json(await this.call(`/v1/platform/emails/${id}/events`));
	}
}
