import {
	eventDelivery,
	LOG_STATUSES,
	logDelivery,
	rejectedDelivery,
} from '../../../nodes/Stemp/delivery';
import { PAGE_SIZE } from '../../../nodes/Stemp/api';
import { stempRateLimit } from '../../../nodes/Stemp/policies';
import { nameTables } from '../../../sandbox/stemp/magicNames';
import { code, keptByTrigger, planned, requestsAtOnce, type ProviderTables } from '../tables';

const meanings: Record<string, string> = {
	SENT: 'stemp has sent it',
	DELIVERED: "the recipient's mail server has taken it",
	BOUNCED: 'it came back, for good or for now',
	COMPLAINED: 'the recipient marked it as spam',
	FAILED: 'stemp could not send it',
};

/** A log row in which all times differ, so that a delivery's time identifies its field. */
const TIMES: Record<string, string> = {
	createdAt: '2026-03-05T10:00:00.000Z',
	deliveredAt: '2026-03-05T10:01:00.000Z',
	bouncedAt: '2026-03-05T10:02:00.000Z',
};

const fieldOf = (at: unknown) =>
	code(Object.keys(TIMES).find((field) => TIMES[field] === at) ?? null);

export const stempTables: ProviderTables = {
	statuses: {
		head: ['stemp', 'meaning', '`state`', '`final`', '`at`'],
		rows: [
			...LOG_STATUSES.map((status) => {
				const delivery = logDelivery({ status, ...TIMES });
				const says = status === 'SENT' ? `\`sent\` (Send), ${code(status)}` : code(status);
				return { says: [says, meanings[status]], delivery, more: [fieldOf(delivery.at)] };
			}),
			{
				says: [
					'422, with Return Rejected Recipients',
					'the recipient has opted out or is suppressed',
				],
				delivery: rejectedDelivery(),
				more: [fieldOf(rejectedDelivery().at)],
			},
			{
				says: ['event `DELIVERY`, `BOUNCE`, `COMPLAINT`', 'as the statuses above'],
				more: ['', 'yes', code('occurredAt')],
			},
			{
				says: ['event `OPEN`, `CLICK`', 'the recipient opened it, clicked a link'],
				delivery: eventDelivery({ eventType: 'OPEN' }),
				more: [code('occurredAt')],
			},
			{
				says: ['any other word', 'not known to us'],
				delivery: logDelivery({ status: 'NEW' }),
				more: [''],
			},
		],
	},
	limits: [
		[
			'Rate',
			'as `X-RateLimit-Remaining` and `-Reset` say',
			'stemp, for the organization and the kind of token; a 429 is waited out',
		],
		planned(stempRateLimit, 'Emails', 'as far as the quota in its answers lasts'),
		requestsAtOnce(stempRateLimit, 'ours'),
		['Access token', '30 minutes', 'stemp'],
		['Refresh token', '30 days', 'stemp'],
		[
			'Page size',
			String(PAGE_SIZE),
			"stemp's general maximum; pages that come smaller are understood",
		],
		keptByTrigger('Watched by a trigger', 'some 13,000 emails'),
		['Size of emails and images', 'none documented', ''],
	],
	names: nameTables,
};
