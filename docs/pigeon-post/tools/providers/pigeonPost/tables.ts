import { LETTER_STATUSES, letterDelivery } from '../../../nodes/PigeonPost/delivery';
import { pigeonPostRateLimit } from '../../../nodes/PigeonPost/policies';
import { nameTables } from '../../../sandbox/pigeonPost/scenarios';
import { code, keptByTrigger, requestsAtOnce, type ProviderTables } from '../tables';

const meanings: Record<string, string> = {
	RELEASED: 'it flies',
	LANDED: 'it has arrived',
	LOST: 'it will not arrive',
};

export const pigeonPostTables: ProviderTables = {
	statuses: {
		head: ['Pigeon Post', 'meaning', '`state`', '`final`'],
		rows: Object.keys(LETTER_STATUSES).map((status) => ({
			says: [code(status), meanings[status]],
			delivery: letterDelivery(status),
		})),
	},
	limits: [
		requestsAtOnce(pigeonPostRateLimit, 'Pigeon Post'),
		['Attachments', '10 MB together', 'Pigeon Post'],
		['Idempotency keys', 'known for 24 hours', 'Pigeon Post'],
		keptByTrigger('Watched by a trigger', 'some 15,000 letters'),
	],
	names: nameTables,
};
