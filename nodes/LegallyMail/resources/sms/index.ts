import type { INodeProperties } from 'n8n-workflow';

import { readAnswer } from '../../../shared/response';
import { dispatch } from '../../../shared/dispatch';
import { reading } from '../../policies';
import { askForSms, getCertificateFields, getFields, toOneSms, toSmsCertificate } from './get';
import { buildSms, sendFields, sendingSms, toSms } from './send';

const showOnlyForSms = { resource: ['sms'] };

export const smsDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: showOnlyForSms },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get an SMS',
				description: 'Get the status of a certified SMS',
				routing: {
					request: { method: 'GET', url: '/api/sms' },
					send: { preSend: [askForSms], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toOneSms] },
				},
			},
			{
				name: 'Get Certificate',
				value: 'getCertificate',
				action: 'Get the certificate of an SMS',
				description: 'Get the PDF document that proves what became of an SMS',
				routing: {
					request: { method: 'GET', url: '/api/sms' },
					send: { preSend: [askForSms], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toSmsCertificate] },
				},
			},
			{
				name: 'Send',
				value: 'send',
				action: 'Send an SMS',
				description: 'Send a certified SMS',
				routing: {
					request: { method: 'POST', url: '/api/sms/send' },
					send: { preSend: [buildSms], paginate: true },
					operations: { pagination: dispatch(sendingSms) },
					output: { postReceive: [readAnswer(sendingSms), toSms] },
				},
			},
		],
		default: 'send',
	},
	...sendFields,
	...getFields,
	...getCertificateFields,
];
