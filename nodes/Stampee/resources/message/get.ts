import { messageDelivery } from '../../../shared/delivery';
import type { Build, ToItems } from '../../../shared/dispatch/routing';
import { withoutNames } from '../../../shared/json';
import { stampeeDelivery } from '../../delivery';
import { messageOf } from './messageId';

/** The path of the item's message. */
export const buildMessageRequest: Build = async function (request) {
	return { ...request, url: messageOf(this).url };
};

export const withDelivery: ToItems = async (items) =>
	items.map(({ json }) => ({
		json: {
			...withoutNames(json, ['delivery']),
			delivery: messageDelivery(json.id, stampeeDelivery(json.status, json.type)),
		},
	}));
