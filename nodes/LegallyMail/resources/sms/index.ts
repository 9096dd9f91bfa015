import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import { readingByUuid, waitingShare } from '../../policies';
import { buildSmsRequest, smsUuidFields, toOneSms, toSmsCertificate } from './get';
import { prepareSms, sendFields, sendingSms, toSms } from './send';

export const smsOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['sms'] } },
	options: [
		{
			name: 'Send',
			value: 'send',
			action: 'Send certified SMS',
			description: 'Send a certified SMS',
			routing: routing({
				policy: sendingSms,
				request: { method: 'POST', url: '/api/sms/send' },
				prepare: prepareSms,
				toItems: toSms,
			}),
		},
		{
			name: 'Get',
			value: 'get',
			action: 'Get SMS',
			description: 'Get the status of a certified SMS',
			routing: routing({
				policy: { ...readingByUuid, waiting: { share: waitingShare } },
				request: { method: 'GET', url: '/api/sms' },
				build: buildSmsRequest,
				toItems: toOneSms,
			}),
		},
		{
			name: 'Get Certificate',
			value: 'getCertificate',
			action: 'Get SMS certificate',
			description: 'Get the PDF document that proves what became of an SMS',
			routing: routing({
				policy: readingByUuid,
				request: { method: 'GET', url: '/api/sms' },
				build: buildSmsRequest,
				toItems: toSmsCertificate,
			}),
		},
	],
	default: 'send',
};

export const smsFields: INodeProperties[] = [...sendFields, ...smsUuidFields];
