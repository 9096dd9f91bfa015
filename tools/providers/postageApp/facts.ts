import { statusDelivery, transmissionDelivery } from '../../../nodes/PostageApp/delivery';
import { PAGE_SIZE } from '../../../nodes/PostageApp/api';
import { postageAppRateLimit } from '../../../nodes/PostageApp/policies';
import { MAX_RECIPIENTS } from '../../../nodes/PostageApp/resources/message/batching';
import { magicNames } from '../../../sandbox/postageApp/magicNames';
import { addressed, cellsOf, firstWith, type Facts } from '../facts';

export const postageAppFacts: Facts = {
	rateLimit: postageAppRateLimit,
	mostCombined: MAX_RECIPIENTS,
	names: addressed(magicNames),
	statuses: [
		...['queued', 'retry', 'completed', 'failed'].map((status) => ({
			title: status,
			in: firstWith(status),
			from: 1,
			cells: cellsOf(statusDelivery(status)),
		})),
		...['opened_at', 'clicked_at'].map((field) => ({
			title: field,
			in: firstWith(field),
			from: 1,
			cells: cellsOf(transmissionDelivery({ status: 'completed', [field]: '2026-03-05 10:58:57' })),
		})),
	],
	limits: { 'Rows on a page': String(PAGE_SIZE) },
	told: {},
};
