import type { INodeProperties } from 'n8n-workflow';

import { attachments, htmlHint } from '../../shared/descriptions';
import { ofKind } from '../../shared/parameters/kind';
import { plainNames, type MailNames } from './parameterNames';
import { recipientFields } from './recipients';
import { globalVariableFields } from './variables';

/**
 * The parameters that every mail has: recipients, sender, and content.
 * @param nameOf maps these parameters to the operation's names for them
 */
export const mailFields = (nameOf: MailNames = plainNames): INodeProperties[] => [
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
		hint: "Fill in 'Text', 'HTML' or both, or add a 'Template' under Additional Fields",
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
];

/** Its optional parameters, in a collection, whose labels n8n requires in alphabetical order. */
export const mailSettings: Record<
	'attachments' | 'headers' | 'replyTo' | 'template' | 'textCss' | 'variables' | 'variablesJson',
	INodeProperties
> = {
	attachments: attachments('PostageApp documents no limit'),
	headers: {
		displayName: 'Other Headers',
		name: 'headers',
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
	replyTo: ofKind('namedEmails', {
		displayName: 'Reply To',
		name: 'replyTo',
		type: 'string',
		default: '',
		placeholder: 'e.g. support@example.org',
		description: 'Where answers go, if not to the sender',
	}),
	template: ofKind('id', {
		displayName: 'Template',
		name: 'template',
		type: 'string',
		default: '',
		placeholder: 'e.g. receipt',
		// PostageApp documents no method that lists templates.
		hint: 'PostageApp shows the slug beside the name of the template',
		description:
			'The slug of a template of the project. The content is put where the template has its asterisk variable.',
	}),
	textCss: {
		displayName: 'CSS',
		name: 'textCss',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. p { color: navy }',
		description: 'Styles for the HTML. PostageApp puts them in its place.',
	},
	...globalVariableFields,
};

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
