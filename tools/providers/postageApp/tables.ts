import { statusDelivery, transmissionDelivery } from '../../../nodes/PostageApp/delivery';
import { PAGE_SIZE } from '../../../nodes/PostageApp/api';
import { postageAppRateLimit } from '../../../nodes/PostageApp/policies';
import { MAX_RECIPIENTS } from '../../../nodes/PostageApp/resources/message/batching';
import { nameTables } from '../../../sandbox/postageApp/magicNames';
import { code, keptByTrigger, planned, requestsAtOnce, type ProviderTables } from '../tables';

/** Notes that follow a status in the table. */
const notes: Record<string, string> = { retry: ' (tried for up to 24 hours)' };

export const postageAppTables: ProviderTables = {
	statuses: {
		head: ['PostageApp', '`delivery.state`', '`final`'],
		rows: [
			...['queued', 'retry', 'completed', 'failed'].map((status) => ({
				says: [code(status) + (notes[status] ?? '')],
				delivery: statusDelivery(status),
			})),
			{
				says: ['`opened_at` or `clicked_at` is set'],
				delivery: transmissionDelivery({ status: 'completed', opened_at: '2026-03-05 10:58:57' }),
			},
			{ says: ['anything else'], delivery: statusDelivery('new') },
		],
	},
	limits: [
		['Rate', 'none documented; a 429 is obeyed', ''],
		planned(postageAppRateLimit, 'Mails', 'PostageApp documents none'),
		requestsAtOnce(postageAppRateLimit, 'ours, out of politeness'),
		[
			'Recipients of a combined message',
			MAX_RECIPIENTS.toLocaleString('en'),
			'ours; PostageApp documents none',
		],
		['Size, recipients of an item', 'none documented, none set', ''],
		['Rows on a page', String(PAGE_SIZE), 'PostageApp'],
		['Messages are kept', '14 to 28 days', 'PostageApp, by plan'],
		[
			'Looking at transmissions',
			'once an hour for each message',
			"PostageApp's wish; the trigger keeps to it, the operation does not",
		],
		keptByTrigger('Watched by a trigger', 'some 10,000 transmissions'),
	],
	names: nameTables,
};
