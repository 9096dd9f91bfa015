import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import type { CredentialFault } from '../parameters/credentialFault';

/**
 * The test of a credential for incoming requests only: there is no server to call, so it checks the fields.
 * @param read what the trigger itself reads from the fields; what it throws says what is wrong with them
 */
export const secretsTest =
	(read: (fields: ICredentialDataDecryptedObject) => unknown) =>
	async ({ data = {} }: ICredentialsDecrypted): Promise<INodeCredentialTestResult> => {
		try {
			read(data);
			return { status: 'OK', message: 'The form is right. Whether it fits shows the first event.' };
		} catch (error) {
			const { message, description } = error as Partial<CredentialFault>;
			return { status: 'Error', message: [message, description].filter(Boolean).join('. ') };
		}
	};
