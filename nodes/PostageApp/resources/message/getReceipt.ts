import type { INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { options, maxConcurrentRequests } from '../../../shared/descriptions';
import { uidOf } from '../../method';
import { postageAppRateLimit } from '../../policies';
import { identityOf } from './message';
import { requiredUid, uidField } from './uid';

const showOnlyForGetReceipt = { resource: ['message'], operation: ['getReceipt'] };

export const toReceipt: ToItems = async function ([{ json }]) {
	return [{ json: identityOf(uidOf(json) || requiredUid(this), json) }];
};

export const getReceiptFields: INodeProperties[] = [
	uidField(showOnlyForGetReceipt, 'The UID of the message'),
	options(showOnlyForGetReceipt, [maxConcurrentRequests(postageAppRateLimit.inFlight)]),
];
