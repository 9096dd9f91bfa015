import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Named } from '../../tools/n8n/furnish';
import type { Rest } from '../../tools/n8n/owner';

/** A credential in n8n that is edited, as by an owner who replaces a test account with a live one. */
export class Credential {
	private constructor(
		private readonly rest: Rest,
		private readonly type: string,
		readonly named: Named,
	) {}

	static async keep(
		rest: Rest,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<Credential> {
		const name = `Edited ${type}`;
		const { id } = await rest.call<Named>('POST', '/credentials', { name, type, data });
		return new Credential(rest, type, { id, name });
	}

	/** Replaces its data. */
	async fill(data: ICredentialDataDecryptedObject): Promise<void> {
		const { id, name } = this.named;
		await this.rest.call('PATCH', `/credentials/${id}`, { name, type: this.type, data });
	}
}
