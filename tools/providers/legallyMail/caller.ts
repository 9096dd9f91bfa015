import type { Sandbox } from '../../../sandbox';
import { call, json, type Answer, type Call } from '../client';

/** A minimal one-page PDF. */
export const smallPdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

/** Calls LegallyMail's API as a customer with a token. */
export class Office {
	constructor(private readonly sandbox: Sandbox) {}

	/** @param path relative to the host, or a link from the API */
	async call(path: string, request: Call = {}): Promise<Answer> {
		const { url, token } = this.sandbox.legallyMail;
		return await call(new URL(path, url).href, {
			...request,
			headers: { Authorization: `Bearer ${token}`, ...request.headers },
		});
	}

	async get<Shape>(path: string): Promise<Shape> {
		return json<Shape>(await this.call(path));
	}

	async post<Shape>(path: string, body: object): Promise<Shape> {
		return json<Shape>(await this.call(path, { body }));
	}

	/** Sends an email. @returns its tracking_id */
	async send(recipient: string, subject = 'Mise en demeure'): Promise<string> {
		const body = { recipient, subject, message: '<p>Bonjour</p>' };
		const { data } = await this.post<{ data: { tracking_id: string } }>('/api/send', body);
		return data.tracking_id;
	}

	/** Requests a signature. @returns the uuid */
	async requestSignature(...emails: string[]): Promise<string> {
		const { data } = await this.post<{ data: { uuid: string } }>('/api/signature/send', {
			signers: emails.map((email) => ({ name: 'Claire Martin', email })),
			document: smallPdf.toString('base64'),
			document_name: 'Bail.pdf',
		});
		return data.uuid;
	}

	/** Sends an SMS. @returns the uuid */
	async sendSms(phone: string): Promise<string> {
		const body = { phone, message: 'Votre convocation vous attend.' };
		return (await this.post<{ uuid: string }>('/api/sms/send', body)).uuid;
	}
}
