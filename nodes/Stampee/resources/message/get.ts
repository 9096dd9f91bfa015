import type { INodeProperties } from 'n8n-workflow';

import type { Build, ToItems } from '../../../shared/dispatch/routing';
import { options, maxConcurrentRequests } from '../../../shared/descriptions';
import { pathSegment } from '../../../shared/parameters/pathSegment';
import { stampeeDelivery } from '../../delivery';
import { stampeeRateLimit } from '../../policies';

const showOnlyForGet = { resource: ['message'], operation: ['get'] };

/** The message that an operation is about. */
export const messageId: INodeProperties = {
	displayName: 'Message ID',
	name: 'messageId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 480915273604',
	hint: 'The id in the output of Send',
	description: 'The 12 digits that Stampee gave when the letter was sent',
};

/** The path of the item's message. */
export const addressMessage: Build = async function (request) {
	const id = this.getNodeParameter('messageId');
	const segment = pathSegment(this, id, 'Message ID');
	return { ...request, url: `/messages/${segment}` };
};

export const withDelivery: ToItems = async (items) =>
	items.map(({ json }) => ({
		json: { ...json, delivery: stampeeDelivery(json.status, json.type) },
	}));

export const getFields: INodeProperties[] = [
	{ ...messageId, displayOptions: { show: showOnlyForGet } },
	options(showOnlyForGet, [maxConcurrentRequests(stampeeRateLimit.inFlight)]),
];
