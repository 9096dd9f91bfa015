import {
	NodeConnectionTypes,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { operationSubtitle } from '../shared/descriptions/subtitle';
import { progressHints, waitingHint } from '../shared/descriptions/progress';
import { withValidation } from '../shared/dispatch/withValidation';
import { requestDefaults } from '../shared/request';
import { fields } from './fields';
import { searchEmails, searchSignatures } from './listSearch/searchLatest';
import { legallyMailRateLimit } from './policies';
import { accountOperations } from './resources/account';
import { emailOperations } from './resources/email';
import { signatureOperations } from './resources/signature';
import { smsOperations } from './resources/sms';

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Email', value: 'email' },
		{ name: 'Signature', value: 'signature' },
		{ name: 'SMS', value: 'sms' },
		{ name: 'Account', value: 'account' },
	],
	default: 'email',
};

const operations = [emailOperations, signatureOperations, smsOperations, accountOperations];

export class LegallyMail implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'LegallyMail',
		name: 'legallyMail',
		icon: { light: 'file:legallyMail.svg', dark: 'file:legallyMail.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: operationSubtitle(resource, operations),
		description:
			'Send certified email and SMS, request electronic signatures, and get the certificates',
		defaults: { name: 'LegallyMail' },
		usableAsTool: true,
		hints: [
			...progressHints({
				service: 'LegallyMail',
				rateLimit: legallyMailRateLimit,
				sends: ['email.send', 'signature.request', 'sms.send'],
				isForAll: true,
			}),
			waitingHint,
		],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'legallyMailApi', required: true }],
		// The credential replaces this host with its own unless it is for production.
		requestDefaults: { ...requestDefaults, baseURL: 'https://legallymail.com' },
		properties: withValidation([resource, ...operations, ...fields]),
	};

	methods = { listSearch: { searchEmails, searchSignatures } };
}
