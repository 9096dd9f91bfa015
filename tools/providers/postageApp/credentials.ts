import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import apiPage from '../../../test/fixtures/postageApp/apiPage.json';
import type { CredentialFacts } from '../credential';
import { postageAppAccount } from './node';

export const postageAppCredentials: Record<string, CredentialFacts> = {
	postageAppApi: {
		title: 'PostageApp account',
		kinds: { projectApiKey: 'token', accountApiKey: 'token' },
		data: ({ postageApp }) => postageAppAccount(postageApp),
		mistake: {
			field: 'projectApiKey',
			typed: 'mistyped',
			message: /does not accept this project API key/,
		},
		accounts: ({ postageApp: provider }) => [postageAppAccount(provider)],
		secrets: ['projectApiKey', 'accountApiKey'],
		// API page: the example with curl, "Error 401 Unauthorized", "Error 423 Locked".
		test: {
			call: `${apiPage.request.method} ${apiPage.request.path}`,
			refusals: apiPage.errors.map(({ title }) => Number(/\d{3}/.exec(title)?.[0])),
			answer: apiPage.success,
		},
		// The account key is used for mailboxes.
		reads: { accountApiKey: ['mailbox', 'getMany'] },
	},
	postageAppWebhookApi: {
		title: 'PostageApp Webhook account',
		kinds: {
			username: 'name',
			password: 'password',
			headerName: 'token',
			secretValue: 'password',
		},
		data: () => ({ scheme: 'header', headerName: 'X-Key', secretValue: 'open sesame' }),
		// It only verifies incoming requests and can't be tested with a call, so only its format can be wrong.
		mistake: { field: 'secretValue', typed: ' ', message: /Secret Value.* is empty/ },
		accounts: (): ICredentialDataDecryptedObject[] => [
			{ scheme: 'basic', username: 'webhook', password: 'pass-word-1' },
			{ scheme: 'header', headerName: 'X-Webhook-Key', secretValue: 'open-sesame' },
		],
		examples: [
			[{ scheme: 'basic', username: 'a', password: 'made-up1' }, 'OK'],
			[{ scheme: 'basic', username: 'a', password: 'b' }, 'Error'],
			[{ scheme: 'basic', username: 'a', password: '' }, 'Error'],
			[{ scheme: 'header', headerName: 'X-Key', secretValue: 'made-up1' }, 'OK'],
			[{ scheme: 'header', headerName: 'X-Key', secretValue: 'b' }, 'Error'],
			[{ scheme: 'header', headerName: '', secretValue: 'b' }, 'Error'],
		],
	},
};
