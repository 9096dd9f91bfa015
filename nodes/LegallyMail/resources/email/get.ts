import {
	updateDisplayOptions,
	type IExecuteSingleFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { deliveryIn } from '../../../shared/delivery';
import type { ToItems } from '../../../shared/dispatch/routing';
import { textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { booleanIn, idIn } from '../../../shared/parameters/parameter';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { contentOf } from '../../api';
import { mailDelivery } from '../../delivery';
import { latest } from '../../latest';
import { splitMail, wholeMail } from '../../mail';
import { readingEmail, waitingShare } from '../../policies';

/** The email that an operation is about. */
export const trackingIdFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['email'], operation: ['get', 'getCertificate'] } },
	[
		{
			displayName: 'Email',
			name: 'trackingId',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			description: 'The email, by the tracking ID that LegallyMail gave when it was sent',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'Select one of the last 25...',
					typeOptions: { searchListMethod: 'searchEmails', searchable: true },
				},
				{
					displayName: 'By Tracking ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. cm_abc123',
				},
			],
		},
	],
);

/** The value of a required ID. @throws NodeOperationError if it is empty */
export function idFrom(context: IExecuteSingleFunctions, parameter: string, label: string): string {
	const id = idIn(context, parameter);
	if (id !== '') return id;
	throw badInput(
		context,
		`The parameter '${label}' is empty`,
		'Enter the ID that LegallyMail gave.',
	);
}

/** Requests an email by its tracking ID. */
export const prepareEmail: Prepare<string> = async function (request) {
	const tracking_id = idFrom(this, 'trackingId', 'Email');
	return { request: { ...request, qs: { ...request.qs, tracking_id } }, payload: tracking_id };
};

/** The list shows the status of an email to one recipient, but not those of the recipients of an email to several. */
export const followingEmails: Policy<string> = {
	...readingEmail,
	waiting: {
		share: waitingShare,
		async mayHaveChanged(open, requests) {
			const rows = await latest(this, '/api/emails', requests);
			const byId = new Map(rows.map((row) => [textOf(row.tracking_id), row]));
			return open.map(({ payload: id, outputs }) => {
				const row = byId.get(id);
				const isTold = row !== undefined && row.is_multi_recipient === false;
				return !isTold || mailDelivery(row).state !== deliveryIn(outputs[0])?.state;
			});
		},
	},
};

export const toEmail: ToItems<string> = async function (items) {
	const mail = contentOf(items[0].json);
	const isSplit = booleanIn(this, 'splitByRecipient', true);
	return (isSplit ? splitMail(mail) : [wholeMail(mail)]).map((json) => ({ json }));
};
