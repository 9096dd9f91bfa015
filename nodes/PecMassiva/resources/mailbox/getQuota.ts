import type { INodeProperties } from 'n8n-workflow';

import type { Build, ToItems } from '../../../shared/dispatch/routing';
import { isObject, textOf } from '../../../shared/json';
import { pathSegment } from '../../../shared/parameters/pathSegment';

export const addressQuota: Build = async function (request) {
	const segment = pathSegment(this, this.getNodeParameter('mailbox'), 'Mailbox');
	return { ...request, url: `/quota/${segment}` };
};

/** Usage and limit as they come (their unit is in doubt, see the docs), and the share, which has no unit. */
export const toQuota: ToItems = async function (items) {
	const { data } = items[0].json;
	const quota = isObject(data) ? data : {};
	const share = Number(quota.usage) / Number(quota.limit);
	const percent = Number.isFinite(share) ? Math.round(share * 1000) / 10 : null;
	return [{ json: { mailbox: textOf(this.getNodeParameter('mailbox')), ...quota, percent } }];
};

export const getQuotaFields: INodeProperties[] = [
	{
		displayName: 'Mailbox',
		name: 'mailbox',
		type: 'string',
		default: 'INBOX',
		required: true,
		placeholder: 'e.g. INBOX',
		displayOptions: { show: { resource: ['mailbox'], operation: ['getQuota'] } },
		description: "The mailbox to check. 'INBOX' is the main one.",
	},
];
