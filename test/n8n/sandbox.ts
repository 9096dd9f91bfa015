import type { AcceptedMessage, Duration } from '../../sandbox';
import type { JournalRequest } from '../../sandbox/journal';
import type { Push, DeliveryAttempt } from '../../sandbox/webhook';

/** The sandbox, which runs in another process, over its control API. */
export class RemoteSandbox {
	constructor(private readonly url: string) {}

	async advance(duration: Duration): Promise<void> {
		await this.call('POST', '/clock/advance', duration);
	}

	/** Lets every provider wait before each answer, in milliseconds. */
	async latency(milliseconds: number): Promise<void> {
		await this.call('POST', '/latency', { milliseconds });
	}

	/** The messages that a provider has accepted. @param provider its name in the sandbox's journal */
	async accepted(provider: string): Promise<AcceptedMessage[]> {
		const response = await this.call('GET', `/journal?provider=${provider}`);
		return ((await response.json()) as { accepted: AcceptedMessage[] }).accepted;
	}

	/** How many requests to a path a provider has carried out. @param provider its name in the journal */
	async countCarriedOut(provider: string, path: RegExp): Promise<number> {
		const response = await this.call('GET', `/journal?provider=${provider}`);
		const { requests } = (await response.json()) as { requests: JournalRequest[] };
		return requests.filter(
			(request) =>
				request.carriedOut !== undefined && path.test(`${request.method} ${request.path}`),
		).length;
	}

	/** Sets the URL that a provider pushes to, as its dashboard does. */
	async setEndpoint(provider: string, url: string): Promise<void> {
		await this.call('PUT', `/${provider}/webhook`, { url });
	}

	/** Lets a provider push events. @returns the HTTP statuses of the answers, null where there was none */
	async push(provider: string, ...events: Push[]): Promise<Array<number | null>> {
		const response = await this.call('POST', `/${provider}/webhook/push`, { events });
		return ((await response.json()) as DeliveryAttempt[]).map(({ status }) => status);
	}

	private async call(method: string, path: string, body?: object): Promise<Response> {
		const response = await fetch(`${this.url}${path}`, {
			method,
			headers: body && { 'content-type': 'application/json' },
			body: body && JSON.stringify(body),
		});
		if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
		return response;
	}
}
