import {
	NodeConnectionTypes,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { resource } from '../shared/dispatch/resource';
import { requestDefaults } from '../shared/request';
import { fields } from './fields';
import { searchEmails, searchSignatures } from './listSearch/searchLatest';
import { accountOperations } from './resources/account';
import { emailOperations } from './resources/email';
import { signatureOperations } from './resources/signature';
import { smsOperations } from './resources/sms';

const parameters: INodeProperties[] = [
	emailOperations,
	signatureOperations,
	smsOperations,
	accountOperations,
	...fields,
];

export class LegallyMail implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'LegallyMail',
		name: 'legallyMail',
		icon: { light: 'file:legallyMail.svg', dark: 'file:legallyMail.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Send certified e-mails and SMS, have documents signed, and get the certificates',
		defaults: { name: 'LegallyMail' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'legallyMailApi', required: true }],
		// The credential puts its own host in the place of this one when it is not the production's.
		requestDefaults: { ...requestDefaults, baseURL: 'https://legallymail.com' },
		properties: [
			resource(
				[
					{ name: 'Account', value: 'account' },
					{ name: 'Email', value: 'email' },
					{ name: 'Signature', value: 'signature' },
					{ name: 'SMS', value: 'sms' },
				],
				'email',
				parameters,
			),
			...parameters,
		],
	};

	methods = { listSearch: { searchEmails, searchSignatures } };
}
