import type { INodeProperties } from 'n8n-workflow';

import { readAnswer } from '../../../shared/response';
import { dispatch } from '../../../shared/dispatch';
import { askForLatest } from '../../limit';
import { reading } from '../../policies';
import { askForEmail, getFields, toEmail } from './get';
import { letterBatching } from './batching';
import { getCertificateFields, toCertificates } from './getCertificate';
import { getManyFields, toEmails } from './getMany';
import { buildLetter, sendingLetters, toRecipients } from './letter';
import { sendFields } from './send';

const showOnlyForEmail = { resource: ['email'] };

export const emailDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: showOnlyForEmail },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get an email',
				description: 'Get the status of an e-mail, of each recipient and their certificates',
				routing: {
					request: { method: 'GET', url: '/api/email' },
					send: { preSend: [askForEmail], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toEmail] },
				},
			},
			{
				name: 'Get Certificate',
				value: 'getCertificate',
				action: 'Get certificates of an email',
				description: 'Get the PDF documents that prove delivery and reading',
				routing: {
					request: { method: 'GET', url: '/api/email' },
					send: { preSend: [askForEmail], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toCertificates] },
				},
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many emails',
				description: 'Get the last e-mails that were sent, at most 25',
				routing: {
					request: { method: 'GET', url: '/api/emails' },
					send: { preSend: [askForLatest], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toEmails] },
				},
			},
			{
				name: 'Send',
				value: 'send',
				action: 'Send an email',
				description: 'Send a certified e-mail to one or several recipients',
				routing: {
					request: { method: 'POST', url: '/api/send' },
					send: { preSend: [buildLetter], paginate: true },
					operations: { pagination: dispatch({ ...sendingLetters, batching: letterBatching }) },
					output: { postReceive: [readAnswer(sendingLetters), toRecipients] },
				},
			},
		],
		default: 'send',
	},
	...sendFields,
	...getFields,
	...getManyFields,
	...getCertificateFields,
];
