import type { IDataObject, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

import { isObject, jsonIn, objectsIn, textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { isEmailAddress } from '../../../shared/parameters/email';
import type { MailNames } from './names';
import { checkedVariables, variablesField, variablesInForm } from './variables';

/** Who a message goes to, as PostageApp takes it: addresses, or addresses with their variables. */
export type Recipients = string[] | Record<string, IDataObject>;

const EXAMPLE = '{ "ada@example.org": { "name": "Ada" }, "bob@example.org": { "name": "Bob" } }';

/** An address with a name before it: `Ada <ada@example.org>`. */
const NAMED = /^[^<>]*<([^<>]+)>$/;

/** Whether a text is an address, with or without a name before it. */
const isAddress = (written: string) => isEmailAddress(NAMED.exec(written)?.[1] ?? written);

/** The address alone, as it is known again: without a name, in lower case. */
export const addressIn = (written: string) =>
	(/<([^<>]+)>$/.exec(written)?.[1] ?? written).trim().toLowerCase();

/** Commas part addresses, unless they stand in a name in quotes: `"Doe, Jane" <jane@example.org>`. */
const PARTS = /(?:"[^"]*"|[^,;\n])+/g;

/**
 * The recipients of an item, checked before anything is sent. Each gets a message of their own.
 * @throws NodeOperationError that names the first that PostageApp would not take
 */
export function recipientsOf(context: IExecuteSingleFunctions, nameOf: MailNames): Recipients {
	const way = context.getNodeParameter(nameOf('specifyRecipients')) as string;
	return notEmpty(context, READERS[way](context, nameOf));
}

/**
 * Recipients that were given as PostageApp takes them, checked.
 * @throws NodeOperationError that names the first that PostageApp would not take
 */
export function checkedRecipients(context: IExecuteSingleFunctions, given: unknown): Recipients {
	if (!isObject(given)) return notEmpty(context, addresses(context, given));
	// A remote reference: who they are, only PostageApp sees.
	if ('$ref' in given) return given as Record<string, IDataObject>;
	return notEmpty(context, withVariables(context, Object.entries(given)));
}

function notEmpty(context: IExecuteSingleFunctions, recipients: Recipients): Recipients {
	const count = Array.isArray(recipients) ? recipients.length : Object.keys(recipients).length;
	if (count > 0) return recipients;
	throw badInput(context, "The parameter 'Recipients' is empty", 'Enter at least one address.');
}

type Reader = (context: IExecuteSingleFunctions, nameOf: MailNames) => Recipients;

const READERS: Record<string, Reader> = {
	list: (context, nameOf) => addresses(context, context.getNodeParameter(nameOf('recipients'), '')),
	form: (context, nameOf) =>
		withVariables(
			context,
			objectsIn(context.getNodeParameter(`${nameOf('recipientsForm')}.recipient`, [])).map(
				({ email, variables }) => [textOf(email), variablesInForm(variables)],
			),
		),
	json: (context, nameOf) => {
		const parsed = jsonIn(context.getNodeParameter(nameOf('recipientsJson')));
		if (Array.isArray(parsed) || isObject(parsed)) return checkedRecipients(context, parsed);
		throw badInput(
			context,
			"The parameter 'Recipients (JSON)' is neither an object nor a list",
			`Enter ${EXAMPLE}`,
		);
	},
};

function addresses(context: IExecuteSingleFunctions, given: unknown): string[] {
	const written: unknown[] = Array.isArray(given) ? given : (textOf(given).match(PARTS) ?? []);
	return written
		.map(textOf)
		.filter(Boolean)
		.map((address, index) => checkedAddress(context, address, index));
}

/** In an object an address that is there twice would replace the first. */
function withVariables(
	context: IExecuteSingleFunctions,
	entries: Array<[string, unknown]>,
): Record<string, IDataObject> {
	const recipients: Record<string, IDataObject> = {};
	entries.forEach(([address, variables], index) => {
		const checked = checkedAddress(context, textOf(address), index);
		if (Object.hasOwn(recipients, checked)) {
			throw badInput(
				context,
				`Recipient ${index + 1} (${checked}) is there twice`,
				'A message goes to each address once. Leave one of them out.',
			);
		}
		recipients[checked] = checkedVariables(context, variables ?? {}, `of ${checked}`);
	});
	return recipients;
}

function checkedAddress(context: IExecuteSingleFunctions, address: string, index: number): string {
	if (isAddress(address)) return address;
	throw badInput(
		context,
		`Recipient ${index + 1} has no valid e-mail address${address && `: ${address}`}`,
		'Enter an address such as jane@example.com or Jane Doe <jane@example.com>.',
	);
}

export const recipientFields = (nameOf: MailNames): INodeProperties[] => [
	{
		displayName: 'Specify Recipients',
		name: nameOf('specifyRecipients'),
		type: 'options',
		options: [
			{ name: 'As List', value: 'list', description: 'Addresses, all with the same content' },
			{
				name: 'With Variables Using Fields Below',
				value: 'form',
				description: 'Each with values of their own for what stands in {{ }} in the content',
			},
			{
				name: 'With Variables Using JSON',
				value: 'json',
				description: 'The same from data, for any number of recipients in one request',
			},
		],
		default: 'list',
	},
	{
		displayName: 'Recipients',
		name: nameOf('recipients'),
		type: 'string',
		ignoreValidationDuringExecution: true,
		default: '',
		placeholder: 'e.g. ada@example.org, Bob <bob@example.org>',
		displayOptions: { show: { [nameOf('specifyRecipients')]: ['list'] } },
		description: 'Each recipient gets a message of their own and does not see the others',
	},
	{
		displayName: 'Recipients',
		name: nameOf('recipientsForm'),
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add recipient',
		default: {},
		displayOptions: { show: { [nameOf('specifyRecipients')]: ['form'] } },
		description: 'Each recipient gets a message of their own and does not see the others',
		options: [
			{
				displayName: 'Recipient',
				name: 'recipient',
				values: [
					{
						displayName: 'Email',
						name: 'email',
						type: 'string',
						placeholder: 'name@email.com',
						default: '',
					},
					variablesField('Values for this recipient alone; they go before the global variables'),
				],
			},
		],
	},
	{
		displayName: 'Recipients (JSON)',
		name: nameOf('recipientsJson'),
		type: 'json',
		default: EXAMPLE,
		displayOptions: { show: { [nameOf('specifyRecipients')]: ['json'] } },
		description:
			'An object of addresses, each with its variables, or a list of addresses. Each recipient gets a message of their own.',
	},
];
