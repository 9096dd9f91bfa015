import type { INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { options, maxConcurrentRequests } from '../../../shared/descriptions';
import { isObject } from '../../../shared/json';
import { dataOf, uidOf } from '../../method';
import { postageAppRateLimit } from '../../policies';
import { requiredUid, uidField } from './uid';

const showOnlyForGetRecipients = { resource: ['message'], operation: ['getRecipients'] };

/** One item for each recipient. No page shows the answer; PostageApp's clients have it by address. */
export const toRecipients: ToItems = async function ([{ json }]) {
	const uid = uidOf(json) || requiredUid(this);
	const { recipients } = dataOf(json);
	return Object.entries(isObject(recipients) ? recipients : {}).map(([recipient, standing]) => ({
		json: { uid, recipient, ...(isObject(standing) ? standing : {}) },
	}));
};

export const getRecipientsFields: INodeProperties[] = [
	uidField(showOnlyForGetRecipients, 'The UID of the message'),
	options(showOnlyForGetRecipients, [maxConcurrentRequests(postageAppRateLimit.inFlight)]),
];
