import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	INodeProperties,
} from 'n8n-workflow';

import { keyFor } from '../nodes/PostageApp/account';
import { hostOf, PRODUCTION } from '../nodes/PostageApp/api';
import { postageAppErrors } from '../nodes/PostageApp/errors';
import { environmentFields } from '../nodes/shared/credential';
import { credentialTestRules } from '../nodes/shared/response/credentialTestRules';
import { signed } from '../nodes/shared/signing';

/** The names of methods that change nothing. Each method is a POST, so HTTP does not show it. */
const READ = /^(get|list|message|messages)_/;

const methodIn = (url: string) => url.split(/[?#]/, 1)[0].split('/').at(-1) ?? '';

export class PostageAppApi implements ICredentialType {
	name = 'postageAppApi';

	displayName = 'PostageApp API';

	icon = {
		light: 'file:../nodes/PostageApp/postageApp.svg',
		dark: 'file:../nodes/PostageApp/postageApp.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-certified-mail/n8n-nodes-certified-mail/blob/main/docs/postageapp.md#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Project API Key',
			name: 'projectApiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'To send mail and follow up on it. PostageApp shows it on the page of the project.',
		},
		{
			displayName: 'Account API Key',
			name: 'accountApiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'Needed only for projects and mailboxes. PostageApp shows it on the page of the account.',
		},
		...environmentFields({ production: PRODUCTION }, 'e.g. http://127.0.0.1:5694'),
	];

	/** Adds the key that the method requires to the body, where PostageApp expects it. */
	authenticate: IAuthenticate = signed({
		hostOf,
		sign(credential, { body, url }) {
			const key = keyFor(methodIn(url), credential);
			return { body: { ...(body as IDataObject | undefined), api_key: key } };
		},
		isRead: ({ url }) => READ.test(methodIn(url)),
	});

	/** The read that the API page uses to test a project's key. No 403 is documented. */
	test: ICredentialTestRequest = {
		request: { baseURL: PRODUCTION, method: 'POST', url: '/v.1.1/get_account_info' },
		// An error has no data.
		rules: credentialTestRules(
			postageAppErrors.service,
			{
				401: 'PostageApp does not accept this project API key: it is invalid or inactive',
				406: 'PostageApp could not read the request (406). A proxy may have changed it: check the network and the proxy of this n8n.',
				409: `${postageAppErrors.hints.conflict} (409)`,
				423: 'This project API key, or its account, is disabled',
			},
			['response.status', 'data'],
		),
	};
}
