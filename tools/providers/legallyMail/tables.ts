import type { Delivery } from '../../../nodes/shared/delivery';
import { mailDelivery, signatureDelivery, smsDelivery } from '../../../nodes/LegallyMail/delivery';
import { legallyMailRateLimit, REQUESTS_PER_MINUTE } from '../../../nodes/LegallyMail/policies';
import { MAX_RECIPIENTS } from '../../../nodes/LegallyMail/resources/email/letter';
import { nameTables } from '../../../sandbox/legallyMail/magicNames';
import { code, keptByTrigger, planned, type ProviderTables, type StatusRow } from '../tables';

const NOT_DOCUMENTED = ' (not documented)';

/** The rows of one kind of thing; statuses with the same meaning share a row. */
const rowsOf = (
	kind: string,
	deliveryOf: (thing: { status: string }) => Delivery,
	statuses: Record<string, string>,
): StatusRow[] =>
	Object.entries(statuses).map(([words, note]) => {
		const all = words.split(' ');
		const delivery = deliveryOf({ status: all[0] });
		return {
			says: [`${kind} ${all.map(code).join(', ')}${note}`],
			delivery,
			more: [delivery.event ?? ''],
		};
	});

export const legallyMailTables: ProviderTables = {
	statuses: {
		head: ['LegallyMail', '`delivery.state`', '`final`', '`delivery.event`'],
		rows: [
			...rowsOf('email', mailDelivery, {
				pending: '',
				sent: '',
				delivered: '',
				read: '',
				failed: '',
				'rejected bounced error': NOT_DOCUMENTED,
			}),
			...rowsOf('signature', signatureDelivery, {
				pending: '',
				signed: '',
				'declined rejected': NOT_DOCUMENTED,
				expired: NOT_DOCUMENTED,
			}),
			...rowsOf('SMS', smsDelivery, {
				pending: NOT_DOCUMENTED,
				sent: '',
				delivered: '',
				'failed rejected error': NOT_DOCUMENTED,
			}),
		],
	},
	limits: [
		[
			'Rate',
			`${REQUESTS_PER_MINUTE} requests a minute for each IP address`,
			'LegallyMail, see [below](#ten-requests-a-minute)',
		],
		planned(
			legallyMailRateLimit,
			'Requests',
			'computed; a look at a status is a request as well, and the plan may allow fewer emails',
		),
		['Requests at once', String(legallyMailRateLimit.inFlight), 'ours'],
		['Recipients of an email', String(MAX_RECIPIENTS), 'LegallyMail; its support can raise it'],
		['Signers of a document', '5', 'LegallyMail'],
		['PDF to sign', '10 MB', 'LegallyMail'],
		['Lists', 'the last 25', 'LegallyMail'],
		keptByTrigger('Watched by a trigger', 'some 5,000 emails'),
	],
	names: nameTables,
};
