import type { Sandbox } from '../../../sandbox';
import { call, json, type Answer, type Call } from '../client';

export interface MessageAnswer {
	id: string;
	status: string;
	evidences: Array<{ url: string; eventType: string }>;
}

export interface CustomerAnswer {
	id: string;
	name: string;
	email: string;
	isPaying: boolean;
	willSendLre: boolean;
	state: string;
	createdAt: string;
}

/** A letter to one natural person. */
export const letterTo = (email: string, type = 'LS') => ({
	type,
	body: '<p>Bonjour</p>',
	recipients: [{ email, firstname: 'Claire', lastname: 'Martin' }],
});

/** Calls Stampee's API as a reseller with a token and, over TLS, a client certificate. */
export class Reseller {
	constructor(private readonly sandbox: Sandbox) {}

	call(path: string, request: Call = {}): Promise<Answer> {
		const { url, token } = this.sandbox.stampee;
		return call(`${url}${path}`, {
			...request,
			headers: { 'X-API-TOKEN': token, ...request.headers },
		});
	}

	callWithCertificate(path: string, request: Call = {}): Promise<Answer> {
		const { secureUrl, token, clientCertificate, certificateAuthority } = this.sandbox.stampee;
		return call(`${secureUrl}${path}`, {
			tls: {
				ca: certificateAuthority,
				cert: clientCertificate.certificate,
				key: clientCertificate.key,
			},
			...request,
			headers: { 'X-API-TOKEN': token, ...request.headers },
		});
	}

	/** Sends to one person. @returns the ID */
	async send(email: string, type = 'LS'): Promise<string> {
		const request = { body: letterTo(email, type) };
		// Certificates are slow to create, so only use one if it is required.
		const answer = await (type === 'LRE'
			? this.callWithCertificate('/messages/bulk_send', request)
			: this.call('/messages/bulk_send', request));
		return json<{ messages: Array<{ id: string }> }>(answer).messages[0].id;
	}

	async message(id: string): Promise<MessageAnswer> {
		return json(await this.call(`/messages/${id}`));
	}

	async addCustomer(email: string): Promise<CustomerAnswer> {
		const answer = await this.call('/customers/bulk_store', {
			body: { customers: [{ name: 'Atelier', email, isPaying: true, willSendLre: false }] },
		});
		return json<{ customers: CustomerAnswer[] }>(answer).customers[0];
	}

	async customers(query = ''): Promise<CustomerAnswer[]> {
		return json<{ customers: CustomerAnswer[] }>(await this.call(`/customers${query}`)).customers;
	}
}
