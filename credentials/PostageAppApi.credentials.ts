import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	INodeProperties,
} from 'n8n-workflow';

import { hostOf, PRODUCTION } from '../nodes/PostageApp/host';
import { atHost, environmentFields, unstoppableIfSend } from '../nodes/shared/credential';
import { noteDepartures } from '../nodes/shared/engine/departure';
import { textOf } from '../nodes/shared/json';

/** The methods that alter the account, "create projects, and setup mailboxes" (the API page). */
const ACCOUNT_METHODS = [
	'create_project',
	'create_mailbox',
	'update_mailbox',
	'delete_mailbox',
	'list_mailboxes',
];

/** Names of methods that change nothing. Each method is a POST, so HTTP does not tell. */
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
			hint: 'Needed only to create projects and for mailboxes. PostageApp shows it on the page of the account.',
		},
		...environmentFields({ production: PRODUCTION }, 'e.g. http://127.0.0.1:5694'),
	];

	/** Puts the key that the method asks for into the body, where PostageApp wants it. */
	authenticate: IAuthenticate = noteDepartures(async (credential, request) => {
		const bound = atHost(request, hostOf(credential));
		const method = methodIn(request.url);
		const isOfAccount = ACCOUNT_METHODS.includes(method);
		const key = textOf(isOfAccount ? credential.accountApiKey : credential.projectApiKey);
		if (key === '') {
			const missing = isOfAccount ? 'account' : 'project';
			throw new Error(`The credential has no ${missing} API key, which this operation needs`);
		}
		const body = { ...(request.body as IDataObject | undefined), api_key: key };
		return unstoppableIfSend({ ...bound, body }, READ.test(method));
	});

	/** A read that takes the project's key. */
	test: ICredentialTestRequest = {
		request: { baseURL: PRODUCTION, method: 'POST', url: '/v.1.1/get_project_info' },
		rules: [
			{
				type: 'responseCode',
				properties: { value: 401, message: 'PostageApp does not know this project API key' },
			},
			{
				type: 'responseCode',
				properties: { value: 423, message: 'This project API key, or its account, is disabled' },
			},
		],
	};
}
