import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { textOf } from '../shared/json';
import { requiredIdsIn } from '../shared/parameters/required';
import type { Snapshot, Source, Sources } from '../shared/polling';
import { isPast, pastAt, type Past } from './activation';
import { smsDelivery, withSignatureDelivery, withSmsDelivery } from './delivery';
import { emailStatuses, newCertificates } from './emailSources';
import {
	AT_ONCE,
	getOne,
	INITIAL_STATUSES,
	list,
	missedEntries,
	requestsPerMinute,
} from './polledEntries';
import { readingByUuid } from './policies';
import { earliest, type Moment } from './zone';

/** The statuses of all signature requests. The list shows them; only unlisted ones are fetched individually. */
function signatureStatuses(context: IPollFunctions): Source<{ past: Past }> {
	const snapshotOf = (given: IDataObject, moment: Moment, past?: Past): Snapshot => {
		const signature = withSignatureDelivery(given, moment);
		const { state, final } = signature.delivery as { state: string; final: boolean };
		const status = state === 'expired' ? 'expired' : textOf(signature.status);
		return {
			id: textOf(signature.uuid),
			states: [status],
			final,
			at: textOf(signature.created_at),
			toItem(_status, [previousStatus]) {
				// It had expired before the trigger began, and the list did not say so.
				const isOld = state === 'expired' && isPast(signature.expires_at, past, moment.now);
				return isOld ? undefined : { json: { ...signature, previousStatus } };
			},
		};
	};
	return {
		name: 'legallyMail:signature',
		initialStates: ['pending'],
		atOnce: AT_ONCE,
		perMinute: requestsPerMinute(context),
		async fetchLatest(isTimeUp, known) {
			const { content: rows, moment } = await list(context, '/api/signatures', isTimeUp);
			const unseen = missedEntries(rows, known, ({ uuid }) => textOf(uuid));
			const isOpen = ({ uuid }: IDataObject) => known.isOpen(textOf(uuid));
			const isEnded = (row: IDataObject) =>
				known.states(textOf(row.uuid)) !== undefined && !isOpen(row);
			// Only the request itself shows that it has expired: in the list, it stays pending.
			const isDue = ({ status, created_at }: IDataObject) =>
				status === 'pending' && moment.now - earliest(created_at, moment) > A_WEEK;
			const snapshots = rows
				.filter((row) => !isEnded(row) && !(isDue(row) && isOpen(row)))
				.map((row) => snapshotOf(row, moment));
			const activation = known.cursor ?? { past: pastAt(moment, rows) };
			return { snapshots, unseen, cursor: () => activation };
		},
		async fetchOne(id, isTimeUp, { cursor }) {
			const request = { url: '/api/signature', qs: { uuid: id } };
			const found = await getOne(
				context,
				readingByUuid,
				`signature request ${id}`,
				request,
				isTimeUp,
			);
			return found && { ...snapshotOf(found.content, found.moment, cursor?.past), id };
		},
	};
}

/** How long a signer has to sign, in the sample of the API page. */
const A_WEEK = 7 * 24 * 60 * 60_000;

/** The statuses of the SMS that the user names: LegallyMail documents no list of SMS. */
function smsStatuses(context: IPollFunctions): Source {
	return {
		name: 'legallyMail:sms',
		initialStates: INITIAL_STATUSES,
		ids: requiredIdsIn(context, 'smsUuids', 'SMS UUIDs'),
		atOnce: AT_ONCE,
		perMinute: requestsPerMinute(context) + 1,
		async fetchOne(id, isTimeUp) {
			const request = { url: '/api/sms', qs: { uuid: id } };
			const found = await getOne(context, readingByUuid, `SMS ${id}`, request, isTimeUp);
			if (!found) return undefined;
			const { content: sms } = found;
			const { final } = smsDelivery(sms);
			return {
				id,
				states: [textOf(sms.status)],
				final,
				toItem: (_status, [previousStatus]) => ({
					json: withSmsDelivery({ ...sms, previousStatus }, sms.uuid ?? id),
				}),
			};
		},
	};
}

/** The poll source of each event of the trigger. */
export const pollSources: Sources = {
	emailStatusChanged: emailStatuses,
	newCertificate: newCertificates,
	signatureStatusChanged: signatureStatuses,
	smsStatusChanged: smsStatuses,
};
