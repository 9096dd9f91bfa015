import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { tokenOf } from '../nodes/LegallyMail/account';
import { hostOf, PRODUCTION } from '../nodes/LegallyMail/api';
import { legallyMailErrors } from '../nodes/LegallyMail/errors';
import { environmentFields } from '../nodes/shared/credential';
import { credentialTestRules } from '../nodes/shared/response/credentialTestRules';
import { signed } from '../nodes/shared/signing';

export class LegallyMailApi implements ICredentialType {
	name = 'legallyMailApi';

	displayName = 'LegallyMail API';

	icon = {
		light: 'file:../nodes/LegallyMail/legallyMail.svg',
		dark: 'file:../nodes/LegallyMail/legallyMail.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-certified-mail/n8n-nodes-certified-mail/blob/main/docs/legallymail.md#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'Made in the user panel of LegallyMail. The account must have made at least one payment.',
		},
		...environmentFields({ production: PRODUCTION }, 'e.g. http://127.0.0.1:5696'),
	];

	authenticate: IAuthenticate = signed({
		hostOf,
		sign: (credential) => ({ headers: { Authorization: `Bearer ${tokenOf(credential)}` } }),
	});

	/** The account's own data, which changes nothing. */
	test: ICredentialTestRequest = {
		request: { baseURL: PRODUCTION, url: '/api/info' },
		rules: credentialTestRules(
			legallyMailErrors.service,
			{
				401: 'LegallyMail does not accept this token (401): it is invalid or missing',
				403: 'LegallyMail says that this account has no permission for it (403), and does not document why. Its page names one condition for the API: at least one payment.',
			},
			['user'],
		),
	};
}
