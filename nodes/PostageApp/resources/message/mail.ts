import type { IDataObject, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

import { attachments, htmlHint } from '../../../shared/descriptions';
import { asBase64, attachedFiles } from '../../../shared/files';
import { filled, firstTwice, isObject, objectsIn, textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { readEmail } from '../../../shared/parameters/email';
import { ofKind } from '../../../shared/parameters/kind';
import {
	emailIn,
	givenIn,
	idIn,
	jsonIn,
	lineIn,
	namedEmailsIn,
	textIn,
} from '../../../shared/parameters/parameter';
import { placeOf } from '../../../shared/parameters/reading';
import { readLine } from '../../../shared/parameters/text';
import { asTheyAre, type MailNames } from './names';
import { checkedRecipients, recipientFields, recipientsOf, type Recipients } from './recipients';
import { checkedVariables, globalVariableFields, globalVariables } from './variables';

/** The arguments of send_message. */
export interface Mail extends IDataObject {
	recipients: Recipients;
	headers?: IDataObject;
	/** By `text/plain`, `text/html` and `text/css`. */
	content?: IDataObject;
	/** Slug of one of the project's templates; the content goes to where it has `{{*}}`. */
	template?: string;
	variables?: IDataObject;
	attachments?: IDataObject;
	/** All mail goes here instead, for tests. */
	recipient_override?: string;
}

/** Media type -> the parameter that holds it. */
const CONTENT = { 'text/plain': 'textPlain', 'text/html': 'textHtml', 'text/css': 'textCss' };

/** Headers that have parameters of their own. */
const OWN_HEADERS = ['subject', 'from', 'reply-to'];

/** Headers that PostageApp does not support: each recipient gets a message of their own. */
const NO_HEADERS = ['cc', 'bcc', 'to'];

/**
 * The mail of an item, checked before anything is sent.
 * @param nameOf what the operation calls the parameters of its mail
 * @throws NodeOperationError that names the parameter that is wrong
 */
export async function mailOf(
	context: IExecuteSingleFunctions,
	nameOf: MailNames = asTheyAre,
): Promise<Mail> {
	const mail = {
		recipients: recipientsOf(context, nameOf),
		headers: headersOf(context, nameOf),
		content: contentOf(context, nameOf),
		template: templateOf(context, nameOf),
		variables: globalVariables(context, nameOf),
		attachments: await attachmentsOf(context, nameOf),
		recipient_override: emailIn(context, 'options.recipientOverride'),
	};
	checkContent(context, mail);
	const given = Object.entries(mail).filter(([, value]) => !isEmpty(value));
	const other = otherArguments(context);
	const headers = isObject(other.headers) &&
		!isReference(other.headers) && { headers: { ...mail.headers, ...other.headers } };
	return { ...Object.fromEntries(given), ...other, ...headers } as Mail;
}

/** A remote reference is taken as it is: PostageApp puts what lies there in its place. */
export const isReference = (given: unknown) => isObject(given) && '$ref' in given;

/**
 * The arguments of send_message that were given as they are, held to what the parameters for them are held to.
 * @throws NodeOperationError that says what is wrong
 */
export function checkedMail(context: IExecuteSingleFunctions, given: IDataObject): IDataObject {
	checkContent(context, given);
	const recipients = checkedRecipients(context, given.recipients);
	return { ...given, ...checkedArguments(context, { ...given, recipients }) };
}

/** Of arguments that were given as they are, those that have parameters of their own, checked. */
function checkedArguments(context: IExecuteSingleFunctions, given: IDataObject): IDataObject {
	const { headers, recipients, template, variables, recipient_override: override } = given;
	if (isObject(headers) && !isReference(headers)) {
		for (const [name, value] of Object.entries(headers)) {
			checkedHeader(context, name);
			if (!isReference(value)) readLine(value, argument(`headers.${name}`));
		}
	}
	if (variables !== undefined) checkedVariables(context, variables, 'for all recipients');
	if (template !== undefined && !isReference(template)) {
		checkedTemplate(context, readLine(template, argument('template')) as string);
	}
	const isOverridden = override !== undefined && !isReference(override);
	return {
		...('recipients' in given && { recipients: checkedRecipients(context, recipients) }),
		...(isOverridden && {
			recipient_override: readEmail(override, argument('recipient_override')),
		}),
	} as IDataObject;
}

/** Where an argument stands that was given as it is. */
const argument = (displayName: string) =>
	placeOf({ displayName, name: displayName, type: 'string', default: '' });

function checkContent(context: IExecuteSingleFunctions, { content, template }: IDataObject): void {
	const isBlank =
		isObject(content) &&
		Object.values(content).every((text) => textOf(text) === '' && !isObject(text));
	if ((!isEmpty(content ?? '') && !isBlank) || !isEmpty(template ?? '')) return;
	throw badInput(
		context,
		'The mail has neither content nor a template',
		"Fill in one of 'Text', 'HTML' and 'Template'.",
	);
}

/** By media type; as it was written, also with spaces around it. */
function contentOf(context: IExecuteSingleFunctions, nameOf: MailNames): IDataObject {
	const written = Object.entries(CONTENT).map(([type, name]): [string, string] => {
		const text = textIn(context, nameOf(name));
		return [type, text.trim() === '' ? '' : text];
	});
	return filled(Object.fromEntries(written));
}

const isEmpty = (value: unknown) =>
	value === '' || (isObject(value) && Object.keys(value).length === 0);

function headersOf(context: IExecuteSingleFunctions, nameOf: MailNames): IDataObject {
	const line = (name: string) => lineIn(context, nameOf(name));
	const others = objectsIn(givenIn(context, `${nameOf('headers')}.header`, []));
	const named = others.map(({ name, value }) => [checkedHeader(context, textOf(name)), value]);
	const names = named.map(([name]) => textOf(name).toLowerCase());
	const twice = firstTwice([...OWN_HEADERS, ...names]);
	if (twice !== undefined) {
		throw badInput(
			context,
			`The header '${twice}' is there twice, or has a parameter of its own`,
			"'Subject', 'From' and 'Reply To' have parameters. Enter each other header once.",
		);
	}
	return filled<IDataObject[string]>({
		subject: line('subject'),
		from: line('from'),
		'reply-to': namedEmailsIn(context, nameOf('replyTo')).join(', '),
		...(Object.fromEntries(named) as IDataObject),
	});
}

function checkedHeader(context: IExecuteSingleFunctions, name: string): string {
	// RFC 5322, section 2.2: printable characters without a colon.
	if (!/^[!-9;-~]+$/.test(name)) {
		throw badInput(
			context,
			`'${name}' can not be the name of a header`,
			'Enter the name alone, such as x-campaign, without a colon.',
		);
	}
	if (NO_HEADERS.includes(name.toLowerCase())) {
		throw badInput(
			context,
			`PostageApp does not send copies by the header '${name}'`,
			"Add the address to 'Recipients': each recipient gets a message of their own.",
		);
	}
	return name;
}

function templateOf(context: IExecuteSingleFunctions, nameOf: MailNames): string {
	return checkedTemplate(context, idIn(context, nameOf('template')));
}

function checkedTemplate(context: IExecuteSingleFunctions, slug: string): string {
	if (/^[\w-]*$/.test(slug)) return slug;
	throw badInput(
		context,
		`The parameter 'Template' is not a slug: ${slug}`,
		'A slug has letters, digits, - and _ only. PostageApp shows it beside the name of the template.',
	);
}

/** By file name. Files of one name would replace each other, so later ones are numbered. */
async function attachmentsOf(
	context: IExecuteSingleFunctions,
	nameOf: MailNames,
): Promise<IDataObject> {
	const files = await attachedFiles(context, nameOf('attachments'));
	const attached = new Map<string, IDataObject>();
	for (const file of files) {
		let name = file.name;
		for (let number = 2; attached.has(name); number++) {
			name = file.name.replace(/(\.[^.]*)?$/, ` (${number})$1`);
		}
		attached.set(name, { content_type: file.type, content: await asBase64(context, file) });
	}
	return Object.fromEntries(attached);
}

/** What this node has no parameter for, such as remote references. */
function otherArguments(context: IExecuteSingleFunctions): IDataObject {
	const given = jsonIn(context, 'options.otherArguments') || {};
	if (isObject(given)) return { ...given, ...checkedArguments(context, given) };
	throw badInput(
		context,
		"The option 'Other Arguments (JSON)' is not an object",
		'Enter an object such as { "recipient_override": "test@example.org" }.',
	);
}

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
