import type { ICredentialsDecrypted, INodeCredentialTestResult } from 'n8n-workflow';

/**
 * The test of a credential that only checks what comes in: nobody can be asked, so its form is looked at.
 * @param fault what is wrong with the credential's fields, if anything is
 */
export const secretsTest =
	(fault: (fields: Record<string, unknown>) => string | undefined) =>
	async ({ data = {} }: ICredentialsDecrypted): Promise<INodeCredentialTestResult> => {
		const message = fault(data);
		return message === undefined
			? { status: 'OK', message: 'The form is right. Whether it fits shows the first event.' }
			: { status: 'Error', message };
	};
