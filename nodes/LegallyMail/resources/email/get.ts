import {
	updateDisplayOptions,
	type IExecuteSingleFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import type { Build, ToItems } from '../../../shared/dispatch/routing';
import { badInput } from '../../../shared/parameters/badInput';
import { booleanIn, idIn } from '../../../shared/parameters/parameter';
import { contentOf } from '../../api';
import { splitMail, wholeMail } from '../../mail';

/** The e-mail that an operation is about. */
export const trackingIdFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['email'], operation: ['get', 'getCertificate'] } },
	[
		{
			displayName: 'Email',
			name: 'trackingId',
			type: 'resourceLocator',
			default: { mode: 'id', value: '' },
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

export const askForEmail: Build = async function (request) {
	const tracking_id = idFrom(this, 'trackingId', 'Email');
	return { ...request, qs: { ...request.qs, tracking_id } };
};

export const toEmail: ToItems = async function (items) {
	const mail = contentOf(items[0].json);
	const isSplit = booleanIn(this, 'splitIntoRecipients');
	return (isSplit ? splitMail(mail) : [wholeMail(mail)]).map((json) => ({ json }));
};

export const getFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['email'], operation: ['get'] } },
	[
		{
			displayName: 'Split by Recipient',
			name: 'splitIntoRecipients',
			type: 'boolean',
			default: false,
			description:
				'Whether to return one item for each recipient, instead of one item for the email',
		},
	],
);
