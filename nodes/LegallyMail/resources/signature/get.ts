import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import type { Build, ToItems } from '../../../shared/dispatch/routing';
import { contentOf, entriesOf } from '../../api';
import { withSignatureDelivery } from '../../delivery';
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
			default: { mode: 'id', value: '' },
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

export const askForSignature: Build = async function (request) {
	const uuid = idFrom(this, 'uuid', 'Signature');
	return { ...request, qs: { ...request.qs, uuid } };
};

export const toOneSignature: ToItems = async function (items, { headers }) {
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
