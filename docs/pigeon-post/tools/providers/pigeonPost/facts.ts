import { LETTER_STATUSES, letterDelivery } from '../../../nodes/PigeonPost/delivery';
import { pigeonPostRateLimit } from '../../../nodes/PigeonPost/policies';
import { scenarios } from '../../../sandbox/pigeonPost/scenarios';
import { cellsOf, firstWith, type Facts } from '../facts';

export const pigeonPostFacts: Facts = {
	rateLimit: pigeonPostRateLimit,
	names: scenarios.names,
	statuses: Object.keys(LETTER_STATUSES).map((status) => ({
		title: status,
		in: firstWith(status),
		from: 2,
		cells: cellsOf(letterDelivery(status)),
	})),
	limits: { Attachments: '10 MB together', 'Idempotency keys': '24 hours' },
	told: {},
};
