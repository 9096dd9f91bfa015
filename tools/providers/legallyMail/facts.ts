import { mailDelivery, signatureDelivery, smsDelivery } from '../../../nodes/LegallyMail/delivery';
import { legallyMailRateLimit, REQUESTS_PER_MINUTE } from '../../../nodes/LegallyMail/policies';
import { MAX_RECIPIENTS } from '../../../nodes/LegallyMail/resources/email/letter';
import { magicNames } from '../../../sandbox/legallyMail/magicNames';
import { addressed, cellsOf, type Facts } from '../facts';

/** The possible statuses of each kind of thing, and their mapping in the node. */
const STATUSES = [
	...['pending', 'sent', 'delivered', 'read', 'failed'].map(
		(status) => ['email', status, mailDelivery({ status })] as const,
	),
	...['pending', 'signed', 'declined', 'rejected', 'expired'].map(
		(status) => ['signature', status, signatureDelivery({ status })] as const,
	),
	...['pending', 'sent', 'delivered', 'failed'].map(
		(status) => ['SMS', status, smsDelivery({ status })] as const,
	),
];

export const legallyMailFacts: Facts = {
	rateLimit: legallyMailRateLimit,
	// Ten at once, and ten more in each of the following nine minutes.
	hundredSends: '5 to 15 minutes',
	names: addressed([...magicNames.recipients, ...magicNames.signers]),
	statuses: STATUSES.map(([kind, status, delivery]) => ({
		title: `${kind} ${status}`,
		in: ([cell]) => cell.startsWith(kind) && cell.includes(`\`${status}\``),
		from: 1,
		cells: [...cellsOf(delivery), delivery.event ?? ''],
	})),
	limits: {
		Rate: `${REQUESTS_PER_MINUTE} requests a minute`,
		'Recipients of an email': String(MAX_RECIPIENTS),
	},
	told: {},
};
