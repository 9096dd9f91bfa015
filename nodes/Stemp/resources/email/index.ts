import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { simplifyOrPreview } from '../../../shared/descriptions';
import { routing } from '../../../shared/dispatch/routing';
import { EMAILS } from '../../logs';
import { listing } from '../../policies';
import { emailIdFields } from './emailId';
import { prepareSearch, searchingLogs, toWantedLog } from './get';
import { buildEventsRequest, toEvents } from './getEvents';
import { getManyFields, listingLogs, prepareList, toLogs } from './getMany';
import { prepareMail } from './mail';
import { sendFields, sendingMails, toSentMail } from './send';

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
			action: 'Send email',
			description: "Send an email to one of the organization's users or members",
			routing: routing({
				policy: sendingMails,
				request: { method: 'POST', url: EMAILS },
				prepare: prepareMail,
				readResponse: toSentMail,
			}),
		},
		{
			name: 'Get',
			value: 'get',
			action: 'Get email',
			description: 'Get an email from the logs, also by the message ID that Send gave',
			routing: routing({
				policy: searchingLogs,
				request: { method: 'GET', url: EMAILS },
				prepare: prepareSearch,
				toItems: toWantedLog,
			}),
		},
		{
			name: 'Get Events',
			value: 'getEvents',
			action: 'Get email events',
			description: 'Get the timeline of an email: delivery, opens, clicks, bounce, complaint',
			routing: routing({
				policy: listing,
				request: { method: 'GET', url: EMAILS },
				build: buildEventsRequest,
				toItems: toEvents,
			}),
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many emails',
			description: 'Get the logs of the organization: what was sent and what became of it',
			routing: routing({
				policy: listingLogs,
				request: { method: 'GET', url: EMAILS },
				prepare: prepareList,
				toItems: toLogs,
			}),
		},
	],
	default: 'send',
};

export const emailFields: INodeProperties[] = [
	...sendFields,
	...emailIdFields,
	...updateDisplayOptions(
		{ show: { resource: ['email'], operation: ['get', 'getMany', 'send'] } },
		[simplifyOrPreview],
	),
	...getManyFields,
];
