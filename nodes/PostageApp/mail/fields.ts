import type { INodeProperties } from 'n8n-workflow';

import { attachments, htmlHint } from '../../shared/descriptions';
import { ofKind } from '../../shared/parameters/kind';
import { asTheyAre, type MailNames } from './parameterNames';
import { recipientFields } from './recipients';
import { globalVariableFields } from './variables';

/**
 * The parameters of a mail.
 * @param nameOf what the operation calls them
 */
export const mailFields = (nameOf: MailNames = asTheyAre): INodeProperties[] => [
	...recipientFields(nameOf),
	ofKind('namedEmail', {
		displayName: 'From',
		name: nameOf('from'),
		type: 'string',
		default: '',
		placeholder: 'e.g. Shop <shop@example.org>',
		hint: 'Leave empty only if the template has a sender',
		description: 'The address of the sender',
	}),
	ofKind('line', {
		displayName: 'Subject',
		name: nameOf('subject'),
		type: 'string',
		default: '',
		placeholder: 'e.g. Your receipt',
		hint: 'Leave empty only if the template has a subject',
	}),
	{
		displayName: 'Text',
		name: nameOf('textPlain'),
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. Thank you for your order.',
		hint: "Fill in 'Text', 'HTML' or both, or choose a 'Template'",
		description: 'The content as plain text',
	},
	{
		displayName: 'HTML',
		name: nameOf('textHtml'),
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. <p>Thank you for your order.</p>',
		hint: htmlHint,
		description: 'The content as HTML',
	},
	{
		displayName: 'CSS',
		name: nameOf('textCss'),
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. p { color: navy }',
		description: 'Styles for the HTML. PostageApp puts them in its place.',
	},
	ofKind('id', {
		displayName: 'Template',
		name: nameOf('template'),
		type: 'string',
		default: '',
		placeholder: 'e.g. receipt',
		hint: 'Leave empty to send without a template',
		description:
			'The slug of a template of the project. The content is put where the template has its asterisk variable.',
	}),
	...globalVariableFields(nameOf),
	{ ...attachments('PostageApp documents no limit'), name: nameOf('attachments') },
	ofKind('namedEmails', {
		displayName: 'Reply To',
		name: nameOf('replyTo'),
		type: 'string',
		default: '',
		placeholder: 'e.g. support@example.org',
		description: 'Where answers go, if not to the sender',
	}),
	{
		displayName: 'Other Headers',
		name: nameOf('headers'),
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add header',
		default: {},
		description: 'More headers of the mail, by name and value',
		options: [
			{
				displayName: 'Header',
				name: 'header',
				values: [
					ofKind('line', {
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. x-campaign',
					}),
					ofKind('line', { displayName: 'Value', name: 'value', type: 'string', default: '' }),
				],
			},
		],
	},
];

/** One of the options of a mail. */
export const otherArgumentsField: INodeProperties = {
	displayName: 'Other Arguments (JSON)',
	name: 'otherArguments',
	type: 'json',
	default: '{}',
	description:
		'Arguments of send_message that have no parameter here, or have to look otherwise, such as remote references. They go before the parameters.',
};

/** One of the options of a mail. */
export const recipientOverrideField: INodeProperties = ofKind('email', {
	displayName: 'Recipient Override',
	name: 'recipientOverride',
	type: 'string',
	default: '',
	placeholder: 'e.g. test@example.org',
	description: 'For tests: all mail goes to this address instead of its recipients',
});

/** The uid of what is being made: empty for one of its own. */
export const newUidField: INodeProperties = ofKind('id', {
	displayName: 'UID',
	name: 'uid',
	type: 'string',
	default: '',
	placeholder: 'e.g. order-1001',
	hint: 'Leave it empty for one that is made from the execution and the content, and stays the same if the execution is retried',
	description:
		'What makes it unique in the project: PostageApp takes each UID once, so nothing is sent twice',
});
