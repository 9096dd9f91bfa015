import { EVIDENCE_TYPES, queued, stampeeDelivery } from '../../../nodes/Stampee/delivery';
import { stampeeRateLimit } from '../../../nodes/Stampee/policies';
import { MAX_RECIPIENTS } from '../../../nodes/Stampee/resources/message/batching';
import { nameTables } from '../../../sandbox/stampee/magicNames';
import { code, keptByTrigger, planned, requestsAtOnce, type ProviderTables } from '../tables';

const meanings: Record<string, string> = {
	SENT: 'sent',
	RECEIVED: 'the recipient opened it (LS)',
	ACCEPTED: 'the recipient accepted it (LRE)',
	REFUSED: 'the recipient refused it (LRE)',
	EXPIRED: 'it expired',
	UNDELIVERED: 'the email could not be delivered',
};

/** The event of a status, which may depend on the type of the letter. */
function eventOf(status: string): string {
	const { event } = stampeeDelivery(status);
	if (event !== null) return event;
	const byType = ['LRE', 'LS'].map((type) => `${type}: ${stampeeDelivery(status, type).event}`);
	return `${byType.join(', ')}, ${code(null)} if the answer does not tell the type`;
}

export const stampeeTables: ProviderTables = {
	statuses: {
		head: ['Stampee', 'meaning', '`state`', '`final`', '`event` (ETSI EN 319 522)'],
		rows: [
			{
				says: ['just accepted by Send', 'Stampee has taken it on'],
				delivery: queued(null),
				more: [code(null)],
			},
			...EVIDENCE_TYPES.map((status) => ({
				says: [code(status), meanings[status]],
				delivery: stampeeDelivery(status),
				more: [eventOf(status)],
			})),
			{
				says: ['any other word', 'not known to us'],
				delivery: stampeeDelivery('NEW'),
				more: [code(null)],
			},
		],
	},
	limits: [
		[
			'Attachments of a letter',
			'250 MB together (250,000,000 bytes)',
			'Stampee says "Maximum 250MB"; we count all files of a letter together',
		],
		['Rate', 'none documented', ''],
		planned(stampeeRateLimit, 'Letters', 'Stampee documents none'),
		requestsAtOnce(stampeeRateLimit, 'ours, out of politeness'),
		[
			'Recipients of a combined request',
			MAX_RECIPIENTS.toLocaleString('en'),
			'ours; Stampee documents none',
		],
		keptByTrigger('Watched by a trigger', 'some 15,000 customers'),
		['Evidence links', 'valid for 24 hours', 'Stampee'],
	],
	names: nameTables,
};
