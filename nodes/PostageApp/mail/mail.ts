import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { asBase64, attachedFiles } from '../../shared/files';
import { filled, isObject, textOf } from '../../shared/json';
import { badInput } from '../../shared/parameters/badInput';
import { readEmail } from '../../shared/parameters/email';
import { emailIn, idIn, jsonIn, textIn } from '../../shared/parameters/parameter';
import { placeOf } from '../../shared/parameters/reading';
import { readLine } from '../../shared/parameters/text';
import { checkedHeader, headersOf } from './headers';
import { plainNames, settingOf, type MailNames } from './parameterNames';
import { checkedRecipients, recipientsOf, type Recipients } from './recipients';
import { checkedVariables, globalVariables } from './variables';

/** The arguments of send_message. */
export interface Mail extends IDataObject {
	recipients: Recipients;
	headers?: IDataObject;
	/** By `text/plain`, `text/html` and `text/css`. */
	content?: IDataObject;
	/** Slug of one of the project's templates; the content replaces its `{{*}}`. */
	template?: string;
	variables?: IDataObject;
	attachments?: IDataObject;
	/** All mail is sent here instead, for tests. */
	recipient_override?: string;
}

/** Media type -> the path of the parameter that holds it. */
const CONTENT: Record<string, (nameOf: MailNames) => string> = {
	'text/plain': (nameOf) => nameOf('textPlain'),
	'text/html': (nameOf) => nameOf('textHtml'),
	'text/css': (nameOf) => settingOf(nameOf, 'textCss'),
};

/**
 * The mail of an item, checked before anything is sent.
 * @param nameOf maps the mail's parameters to the operation's names for them
 * @throws NodeOperationError that names the parameter that is wrong
 */
export async function mailOf(
	context: IExecuteSingleFunctions,
	nameOf: MailNames = plainNames,
): Promise<Mail> {
	const mail = {
		recipients: recipientsOf(context, nameOf),
		headers: headersOf(context, nameOf),
		content: contentOf(context, nameOf),
		template: templateOf(context, nameOf),
		variables: globalVariables(context, nameOf('additionalFields')),
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

/** A remote reference is sent unchanged: PostageApp replaces it with the content at that address. */
export const isReference = (given: unknown) => isObject(given) && '$ref' in given;

/**
 * The arguments of send_message that were given as JSON, with the same checks as the parameters for them.
 * @throws NodeOperationError that says what is wrong
 */
export function checkedMail(context: IExecuteSingleFunctions, given: IDataObject): IDataObject {
	checkContent(context, given);
	const recipients = checkedRecipients(context, given.recipients);
	return { ...given, ...checkedArguments(context, { ...given, recipients }) };
}

/** Validates those of the given arguments that also exist as parameters. */
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

/** The place of an argument that was given as JSON. */
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

/** By media type; as it was entered, including surrounding spaces. */
function contentOf(context: IExecuteSingleFunctions, nameOf: MailNames): IDataObject {
	const written = Object.entries(CONTENT).map(([type, pathOf]): [string, string] => {
		const text = textIn(context, pathOf(nameOf));
		return [type, text.trim() === '' ? '' : text];
	});
	return filled(Object.fromEntries(written));
}

const isEmpty = (value: unknown) =>
	value === '' || (isObject(value) && Object.keys(value).length === 0);

function templateOf(context: IExecuteSingleFunctions, nameOf: MailNames): string {
	return checkedTemplate(context, idIn(context, settingOf(nameOf, 'template')));
}

function checkedTemplate(context: IExecuteSingleFunctions, slug: string): string {
	if (/^[\w-]*$/.test(slug)) return slug;
	throw badInput(
		context,
		`The parameter 'Template' is not a slug: ${slug}`,
		'A slug has letters, digits, - and _ only. PostageApp shows it beside the name of the template.',
	);
}

/** By file name. Files with the same name would replace each other, so later ones are numbered. */
async function attachmentsOf(
	context: IExecuteSingleFunctions,
	nameOf: MailNames,
): Promise<IDataObject> {
	const files = await attachedFiles(context, settingOf(nameOf, 'attachments'));
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

/** Arguments for which this node has no parameter, such as remote references. */
function otherArguments(context: IExecuteSingleFunctions): IDataObject {
	const given = jsonIn(context, 'options.otherArguments') || {};
	if (isObject(given)) return { ...given, ...checkedArguments(context, given) };
	throw badInput(
		context,
		"The option 'Other Arguments (JSON)' is not an object",
		'Enter an object such as { "recipient_override": "test@example.org" }.',
	);
}
