import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { textOf } from '../../../shared/json';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { contentOf, entriesOf } from '../../api';
import { withSignatureDelivery } from '../../delivery';
import { latest } from '../../latest';
import { readingByUuid, waitingShare } from '../../policies';
import { momentOf } from '../../zone';
import { idFrom } from '../email/get';

/** The signature request that an operation is about. */
export const uuidFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['signature'], operation: ['get', 'getDocument'] } },
	[
		{
			displayName: 'Signature',
			name: 'uuid',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			description: 'The signature request, by the UUID that LegallyMail gave',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'Select one of the last 25...',
					typeOptions: { searchListMethod: 'searchSignatures', searchable: true },
				},
				{
					displayName: 'By UUID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. 550e8400-e29b-41d4-a716-446655440000',
				},
			],
		},
	],
);

/** Requests a signature request by its UUID. */
export const prepareSignature: Prepare<string> = async function (request) {
	const uuid = idFrom(this, 'uuid', 'Signature');
	return { request: { ...request, qs: { ...request.qs, uuid } }, payload: uuid };
};

export const followingSignatures: Policy<string> = {
	...readingByUuid,
	waiting: {
		share: waitingShare,
		async mayHaveChanged(open, requests) {
			const rows = await latest(this, '/api/signatures', requests);
			const byId = new Map(rows.map((row) => [textOf(row.uuid), row]));
			// Only the item itself shows whether it has expired.
			return open.map(({ payload: uuid, outputs: [{ json }] }) => {
				const row = byId.get(uuid);
				return row === undefined || textOf(row.status) !== textOf(json.status);
			});
		},
	},
};

export const toOneSignature: ToItems<string> = async function (items, { headers }) {
	const moment = await momentOf(this, headers);
	return [{ json: withSignatureDelivery(contentOf(items[0].json), moment) }];
};

/** One item for each request. */
export const toSignatures: ToItems = async function (items, { headers }) {
	const moment = await momentOf(this, headers);
	return entriesOf(items[0].json).map((signature) => ({
		json: withSignatureDelivery(signature, moment),
	}));
};
