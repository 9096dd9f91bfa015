import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { keyOf } from '../nodes/PigeonPost/account';
import { hostOf, PRODUCTION } from '../nodes/PigeonPost/api';
import { pigeonPostErrors } from '../nodes/PigeonPost/errors';
import { environmentFields } from '../nodes/shared/credential';
import { credentialTestRules } from '../nodes/shared/response/credentialTestRules';
import { signed } from '../nodes/shared/signing';

export class PigeonPostApi implements ICredentialType {
	name = 'pigeonPostApi';

	displayName = 'Pigeon Post API';

	icon = {
		light: 'file:../nodes/PigeonPost/pigeonPost.svg',
		dark: 'file:../nodes/PigeonPost/pigeonPost.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-certified-mail/n8n-nodes-certified-mail/blob/main/docs/pigeon-post.md#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'Pigeon Post shows it on the page of your loft.',
		},
		...environmentFields({ production: PRODUCTION }, 'e.g. http://127.0.0.1:5699'),
	];

	authenticate: IAuthenticate = signed({
		hostOf,
		sign: (credential) => ({ headers: { 'X-Pigeon-Post-Key': keyOf(credential) } }),
	});

	/** Whose the key is, which changes nothing. */
	test: ICredentialTestRequest = {
		request: { baseURL: PRODUCTION, url: '/loft' },
		rules: credentialTestRules(
			pigeonPostErrors.service,
			{ 401: 'Pigeon Post does not know this key' },
			['name'],
		),
	};
}
