import openApi from '../../../test/fixtures/pec-massiva/pecmassiva.openapi.json';
import type { CredentialFacts } from '../credential';
import { pecMassivaAccount, pecMassivaAccountWithKey } from './node';

const QUOTA = '/quota/{mailbox}';

export const pecMassivaCredentials: Record<string, CredentialFacts> = {
	pecMassivaApi: {
		accounts: ({ pecMassiva: provider }) => [
			pecMassivaAccount(provider),
			pecMassivaAccountWithKey(provider),
		],
		kinds: { password: 'password' },
		secrets: ['password', 'apiKey', 'token', 'session'],
		// The OpenAPI file.
		test: {
			call: `GET ${QUOTA.replace('{mailbox}', 'INBOX')}`,
			refusals: Object.keys(openApi.paths[QUOTA].get.responses).map(Number),
		},
	},
};
