import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { attachments, htmlHint, referenceHint } from '../../../shared/descriptions';
import { ofKind } from '../../../shared/parameters/kind';
import { MOST_RECIPIENTS } from './letter';

export const sendFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['email'], operation: ['send'] } },
	[
		ofKind('emails', {
			displayName: 'Recipient',
			name: 'recipient',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. claire@example.org, paul@example.org',
			hint: 'One address, or up to 10 separated by commas',
			description:
				'The people who get the e-mail. Each is followed, and has certificates, on their own.',
		}),
		ofKind('line', {
			displayName: 'Subject',
			name: 'subject',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Notice of termination, contract C-2041',
			hint: referenceHint,
		}),
		{
			displayName: 'Message',
			name: 'message',
			type: 'string',
			typeOptions: { rows: 6 },
			default: '',
			required: true,
			placeholder: 'e.g. <p>Dear Claire,</p><p>Please find the notice attached.</p>',
			hint: htmlHint,
			description: 'The content of the e-mail',
		},
		attachments('LegallyMail documents no limit on their size'),
		{
			displayName: 'Split by Recipient',
			name: 'splitByRecipient',
			type: 'boolean',
			default: true,
			description:
				'Whether to return one item for each recipient, with the tracking ID that certificates go by, instead of one item for the e-mail',
		},
	],
);

export const maximumRecipients: INodeProperties = {
	displayName: 'Maximum Recipients',
	name: 'maximumRecipients',
	type: 'number',
	default: MOST_RECIPIENTS,
	typeOptions: { minValue: 1 },
	description: 'How many recipients an e-mail may have, if LegallyMail has raised your limit',
};

export const replyTo: INodeProperties = ofKind('email', {
	displayName: 'Reply To',
	name: 'replyTo',
	type: 'string',
	default: '',
	placeholder: 'e.g. office@example.com',
	description: 'Where replies go. It must be a registered and verified sender of your account.',
});

export const replyToName: INodeProperties = ofKind('line', {
	displayName: 'Reply To Name',
	name: 'replyToName',
	type: 'string',
	default: '',
	placeholder: 'e.g. Example Office',
	description: 'The name for replies',
});
