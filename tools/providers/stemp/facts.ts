import { eventDelivery, logDelivery, LOG_STATUSES } from '../../../nodes/Stemp/delivery';
import { PAGE_SIZE, PRODUCTION } from '../../../nodes/Stemp/api';
import { stempRateLimit } from '../../../nodes/Stemp/policies';
import { magicNames } from '../../../sandbox/stemp/magicNames';
import { addressed, cellsOf, firstWith, type Facts } from '../facts';

export const stempFacts: Facts = {
	rateLimit: stempRateLimit,
	names: addressed(magicNames),
	statuses: [
		...LOG_STATUSES.map((status) => ({
			title: status,
			in: firstWith(status),
			from: 2,
			cells: cellsOf(logDelivery({ status })),
		})),
		...['OPEN', 'CLICK'].map((eventType) => ({
			title: `the event ${eventType}`,
			in: firstWith(eventType),
			from: 2,
			cells: cellsOf(eventDelivery({ eventType })),
		})),
	],
	limits: {},
	told: { Trigger: [`pages of ${PAGE_SIZE} emails`], Credential: [`\`${PRODUCTION}\``] },
};
