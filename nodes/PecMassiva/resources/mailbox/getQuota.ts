import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { isObject } from '../../../shared/json';
import { ofKind } from '../../../shared/parameters/kind';
import { idIn } from '../../../shared/parameters/parameter';
import { pathSegment } from '../../../shared/parameters/pathSegment';
import type { Prepare } from '../../../shared/run/job';

export const prepareQuota: Prepare<string> = async function (request) {
	const mailbox = idIn(this, 'mailbox');
	const url = `/quota/${pathSegment(this, mailbox, 'Mailbox')}`;
	return { request: { ...request, url }, payload: mailbox };
};

/**
 * Usage and limit as the API returns them (their unit is uncertain, see the docs), and the percentage, which has no
 * unit.
 */
export const toQuota: ToItems<string> = async (items, _response, mailbox) => {
	const { data } = items[0].json;
	const quota = isObject(data) ? data : {};
	const share = Number(quota.usage) / Number(quota.limit);
	const percent = Number.isFinite(share) ? Math.round(share * 1000) / 10 : null;
	return [{ json: { mailbox, ...quota, percent } }];
};

export const getQuotaFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['mailbox'], operation: ['getQuota'] } },
	[
		ofKind('id', {
			displayName: 'Mailbox',
			name: 'mailbox',
			type: 'string',
			default: 'INBOX',
			required: true,
			placeholder: 'e.g. INBOX',
			description: "The mailbox to check. 'INBOX' is the main one.",
		}),
	],
);
