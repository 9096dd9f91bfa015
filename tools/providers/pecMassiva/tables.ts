import { queued } from '../../../nodes/PecMassiva/aggregatedStatus';
import { MEANINGS, PREFIXES, type MailType } from '../../../nodes/PecMassiva/delivery';
import { readRateLimit, sendRateLimit } from '../../../nodes/PecMassiva/policies';
import { nameTables } from '../../../sandbox/pecMassiva/magicNames';
import { code, keptByTrigger, planned, requestsAtOnce, type ProviderTables } from '../tables';

/** Notes that follow a subject's prefix in the table, or replace it. */
const notes: Partial<Record<MailType, string>> = {
	'posta-certificata': ' (a mail from another certified mailbox)',
	errore: ' (a mail from an ordinary mailbox, or with an invalid envelope)',
	ordinary: 'anything else, also `R:` or `Fwd:` before one of these',
};

const beginnings = (type: string) =>
	Object.keys(PREFIXES)
		.filter((prefix) => PREFIXES[prefix] === type)
		.join(', ') + (notes[type as MailType] ?? '');

export const pecMassivaTables: ProviderTables = {
	statuses: {
		head: [
			'subject begins with',
			'`type`',
			'`category`',
			'`state`',
			'`final`',
			'`event` (ETSI EN 319 522)',
		],
		rows: [
			{
				says: ['(just sent, no receipt yet)', '', ''],
				delivery: queued,
				more: [code(null)],
			},
			...Object.entries(MEANINGS).map(([type, meaning]) => ({
				says: [beginnings(type), code(type), code(meaning.category)],
				delivery: meaning,
				more: [meaning.event ?? code(null)],
			})),
		],
	},
	limits: [
		[
			'Sends',
			'1 a second',
			`PEC Massiva. We leave ${(sendRateLimit.minInterval ?? 0) / 1000} seconds between two, more after a slow answer.`,
		],
		planned(sendRateLimit, 'Messages', 'computed; the plan may allow fewer a day'),
		['Other requests', 'none documented', ''],
		requestsAtOnce(readRateLimit, 'ours, out of politeness'),
		['Messages a day', 'up to 3,500', "Openapi's page on the standard plan"],
		[
			'Attachments',
			'100 MB together',
			"Openapi's page on the FLAT plan. The standard plan may take less.",
		],
		keptByTrigger('Kept by a trigger', 'some 12,000 messages'),
		['Lifetime of a token', '30 days, at most a year', 'what we ask for, what Openapi allows'],
	],
	names: nameTables,
};
