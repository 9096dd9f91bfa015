import type { IDataObject, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

import { isObject, isSameJson, objectsIn, textOf } from '../../shared/json';
import { badInput } from '../../shared/parameters/badInput';
import { readNamedEmail, readNamedEmails, sameAddress } from '../../shared/parameters/email';
import { ofKind } from '../../shared/parameters/kind';
import { choiceIn, givenIn, jsonIn, namedEmailsIn } from '../../shared/parameters/parameter';
import { placeOf, type Place } from '../../shared/parameters/reading';
import type { MailNames } from './parameterNames';
import { checkedVariables, variablesField, variablesInForm } from './variables';

/** The recipients of a message, in PostageApp's format: addresses, or addresses with their variables. */
export type Recipients = string[] | Record<string, IDataObject>;

const EXAMPLE = '{ "ada@example.org": { "name": "Ada" }, "bob@example.org": { "name": "Bob" } }';

/**
 * The recipients of an item, checked before anything is sent. Each gets a message of their own.
 * @throws NodeOperationError that names the first that PostageApp would reject
 */
export function recipientsOf(context: IExecuteSingleFunctions, nameOf: MailNames): Recipients {
	const way = choiceIn(context, nameOf('specifyRecipients'));
	return notEmpty(context, READERS[way](context, nameOf));
}

/**
 * Validates recipients that were given in PostageApp's format.
 * @throws NodeOperationError that names the first that PostageApp would reject
 */
export function checkedRecipients(context: IExecuteSingleFunctions, given: unknown): Recipients {
	if (!isObject(given)) return notEmpty(context, readNamedEmails(given, RECIPIENTS) as string[]);
	// A remote reference: only PostageApp knows who they are.
	if ('$ref' in given) return given as Record<string, IDataObject>;
	return notEmpty(context, withVariables(context, Object.entries(given)));
}

function notEmpty(context: IExecuteSingleFunctions, recipients: Recipients): Recipients {
	const count = Array.isArray(recipients) ? recipients.length : Object.keys(recipients).length;
	if (count > 0) return recipients;
	throw badInput(context, "The parameter 'Recipients' is empty", 'Enter at least one address.');
}

const RECIPIENTS: Place = placeOf({
	displayName: 'Recipients',
	name: 'recipients',
	type: 'string',
	default: '',
});

type RecipientReader = (context: IExecuteSingleFunctions, nameOf: MailNames) => Recipients;

const READERS: Record<string, RecipientReader> = {
	list: (context, nameOf) => namedEmailsIn(context, nameOf('recipients')),
	form: (context, nameOf) =>
		withVariables(
			context,
			objectsIn(givenIn(context, `${nameOf('recipientsForm')}.recipient`, [])).map(
				({ email, variables }) => [textOf(email), variablesInForm(context, variables)],
			),
		),
	json: (context, nameOf) => {
		const parsed = jsonIn(context, nameOf('recipientsJson'));
		if (Array.isArray(parsed) || isObject(parsed)) return checkedRecipients(context, parsed);
		throw badInput(
			context,
			"The parameter 'Recipients (JSON)' is neither an object nor a list",
			`Enter ${EXAMPLE}`,
		);
	},
};

/** The addresses that a mail is sent to; null if only PostageApp knows them. */
export function recipientAddresses({
	recipients,
	recipient_override: override,
}: {
	recipients: Recipients;
	recipient_override?: string;
}): string[] | null {
	if (override) return [override];
	if (Array.isArray(recipients)) return recipients;
	return isObject(recipients) && !('$ref' in recipients) ? Object.keys(recipients) : null;
}

/** In an object, a repeated address would replace the first one. */
function withVariables(
	context: IExecuteSingleFunctions,
	entries: Array<[string, unknown]>,
): Record<string, IDataObject> {
	const recipients = new Map<string, [string, IDataObject]>();
	entries.forEach(([written, given], index) => {
		const address = addressAt(context, written, index);
		const variables = checkedVariables(context, given ?? {}, `of ${address}`);
		const same = sameAddress(address);
		const [, first] = recipients.get(same) ?? [address, variables];
		if (!isSameJson(first, variables)) {
			throw badInput(
				context,
				`Recipient ${index + 1} (${address}) is there twice, with other variables`,
				'A message goes to each address once. Leave one of them out.',
			);
		}
		if (!recipients.has(same)) recipients.set(same, [address, variables]);
	});
	return Object.fromEntries(recipients.values());
}

function addressAt(context: IExecuteSingleFunctions, written: string, index: number): string {
	const name = `Recipient ${index + 1}`;
	const address = readNamedEmail(written, { ...RECIPIENTS, name }) as string;
	if (address !== '') return address;
	throw badInput(
		context,
		`${name} has no email address`,
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
	ofKind('namedEmails', {
		displayName: 'Recipients',
		name: nameOf('recipients'),
		type: 'string',
		default: '',
		placeholder: 'e.g. ada@example.org, Bob <bob@example.org>',
		displayOptions: { show: { [nameOf('specifyRecipients')]: ['list'] } },
		description: 'Each recipient gets a message of their own and does not see the others',
	}),
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
					ofKind('namedEmail', {
						displayName: 'Email',
						name: 'email',
						type: 'string',
						placeholder: 'name@email.com',
						default: '',
					}),
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
