import type { INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { options, maxConcurrentRequests } from '../../../shared/descriptions';
import { uidOf } from '../../method';
import { postageAppRateLimit } from '../../policies';
import { transmissionsIn } from './transmissions';
import { requiredUid, uidField } from './uid';

const showOnlyForGetTransmissions = { resource: ['message'], operation: ['getTransmissions'] };

/** One item for each recipient. */
export const toTransmissions: ToItems = async function ([{ json }]) {
	const uid = uidOf(json) || requiredUid(this);
	return transmissionsIn(uid, json).map((transmission) => ({ json: transmission }));
};

export const getTransmissionsFields: INodeProperties[] = [
	uidField(
		showOnlyForGetTransmissions,
		'The UID of the message. PostageApp asks to look at most once an hour; it tries to deliver for up to 24 hours.',
	),
	options(showOnlyForGetTransmissions, [maxConcurrentRequests(postageAppRateLimit.inFlight)]),
];
