import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { splitByRecipient } from '../../../shared/descriptions';
import { routing } from '../../../shared/dispatch/routing';
import { buildLatestRequest } from '../../api';
import { listing, readingEmail } from '../../policies';
import { letterBatching } from './batching';
import { followingEmails, prepareEmail, toEmail, trackingIdFields } from './get';
import { getCertificateFields, toCertificates } from './getCertificate';
import { toEmails } from './getMany';
import { prepareLetter } from './letter';
import { sendFields, sendingLetters, toRecipients } from './send';

export const emailOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['email'] } },
	options: [
		{
			name: 'Send',
			value: 'send',
			action: 'Send certified email',
			description: 'Send a certified email to one or several recipients',
			routing: routing({
				policy: { ...sendingLetters, batching: letterBatching },
				request: { method: 'POST', url: '/api/send' },
				prepare: prepareLetter,
				toItems: toRecipients,
			}),
		},
		{
			name: 'Get',
			value: 'get',
			action: 'Get email',
			description: 'Get the status of an email, of each recipient and their certificates',
			routing: routing({
				policy: followingEmails,
				request: { method: 'GET', url: '/api/email' },
				prepare: prepareEmail,
				toItems: toEmail,
			}),
		},
		{
			name: 'Get Certificate',
			value: 'getCertificate',
			action: 'Get email certificates',
			description: 'Get the PDF documents that prove delivery and reading',
			routing: routing({
				policy: readingEmail,
				request: { method: 'GET', url: '/api/email' },
				prepare: prepareEmail,
				toItems: toCertificates,
			}),
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many emails',
			description: 'Get the last emails that were sent, at most 25',
			routing: routing({
				policy: listing,
				request: { method: 'GET', url: '/api/emails' },
				build: buildLatestRequest,
				toItems: toEmails,
			}),
		},
	],
	default: 'send',
};

export const emailFields: INodeProperties[] = [
	...sendFields,
	...trackingIdFields,
	...getCertificateFields,
	...updateDisplayOptions({ show: { resource: ['email'], operation: ['get', 'send'] } }, [
		{
			...splitByRecipient,
			default: true,
			description:
				'Whether to return one item for each recipient, with the tracking ID that certificates go by, instead of one item for the email',
		},
	]),
];
