import openApi from '../../../test/fixtures/pec-massiva/pecmassiva.openapi.json';
import type { CredentialFacts } from '../credential';
import { pecMassivaAccount, pecMassivaAccountWithKey } from './node';

const QUOTA = '/quota/{mailbox}';
const { responses } = openApi.paths[QUOTA].get;

export const pecMassivaCredentials: Record<string, CredentialFacts> = {
	pecMassivaApi: {
		title: 'PEC Massiva account',
		kinds: {
			username: 'name',
			password: 'password',
			token: 'token',
			email: 'name',
			apiKey: 'token',
			oauthUrl: 'address',
		},
		data: ({ pecMassiva }) => pecMassivaAccount(pecMassiva),
		mistake: {
			field: 'password',
			typed: 'mistyped',
			message: /does not accept the token or the mailbox login/,
		},
		accounts: ({ pecMassiva: provider }) => [
			pecMassivaAccount(provider),
			pecMassivaAccountWithKey(provider),
		],
		secrets: ['password', 'apiKey', 'token', 'session'],
		// The OpenAPI file.
		test: {
			call: `GET ${QUOTA.replace('{mailbox}', 'INBOX')}`,
			refusals: Object.keys(responses)
				.map(Number)
				.filter((status) => status >= 300),
			answer: responses[200].content['application/json'].example,
		},
	},
};
