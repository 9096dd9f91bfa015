import type { IDataObject, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

import { filled, textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { distinctEntries } from '../../../shared/parameters/distinctEntries';
import { formOrJson, listFrom, type ListParameters } from '../../../shared/parameters/formOrJson';
import { ofKind } from '../../../shared/parameters/kind';

/** A recipient in Stampee's format: a natural person or a legal person, never a mixture of both. */
export type Recipient = IDataObject & { email: string };

/** The two identities that a recipient can have (docs.stampee.fr, Quick Start, Recipient Requirements). */
const PERSON = ['firstname', 'lastname'];
const COMPANY = ['company', 'companySiren'];
const IDENTITIES = [PERSON, COMPANY];

const parameters: ListParameters = {
	label: 'Recipients',
	choice: 'specifyRecipients',
	form: ['recipients', 'recipient'],
	json: 'recipientsJson',
	example:
		'[{ "email": "jane@example.com", "firstname": "Jane", "lastname": "Doe" }, { "email": "office@example.com", "company": "Acme Corporation", "companySiren": "123456789" }]',
};

/**
 * The recipients of an item, from the form or from JSON, checked before anything is sent.
 * @throws NodeOperationError that names the first recipient that Stampee would reject
 */
export function recipientsOf(context: IExecuteSingleFunctions): Recipient[] {
	const recipients = listFrom(context, parameters).map((recipient, index) =>
		checked(context, recipient, `Recipient ${index + 1}`),
	);
	return distinctEntries(context, recipients, 'Recipient');
}

function checked(
	context: IExecuteSingleFunctions,
	given: IDataObject,
	position: string,
): Recipient {
	const fields = filled(given);
	// The choice in the form is not part of the recipient.
	delete fields.kind;
	const email = textOf(fields.email);
	if (email === '') {
		throw badInput(
			context,
			`${position} has no email address`,
			'Enter an address such as jane@example.com.',
		);
	}
	const who = `${position} (${email})`;
	const begun = IDENTITIES.filter((names) => names.some((name) => name in fields));
	if (begun.length > 1) {
		throw badInput(
			context,
			`${who} is both a person and a company`,
			'Give either a first and a last name, or a company with its SIREN.',
		);
	}
	if (begun.length === 0 || !begun[0].every((name) => name in fields)) {
		throw badInput(
			context,
			`${who} is neither a complete person nor a complete company`,
			'A person needs a first name and a last name. A company needs its name and its SIREN.',
		);
	}
	if ('companySiren' in fields) fields.companySiren = siren(context, who, fields.companySiren);
	return { ...fields, email };
}

/** A SIREN has nine digits, which are often written in groups of three. */
function siren(context: IExecuteSingleFunctions, who: string, given: unknown): string {
	const digits = textOf(given).replace(/\s/g, '');
	if (/^\d{9}$/.test(digits)) return digits;
	throw badInput(
		context,
		`The SIREN of ${who} does not have 9 digits: ${textOf(given)}`,
		'Enter the 9 digits of the SIREN. A SIRET has 14: its first 9 are the SIREN.',
	);
}

export const recipientFields: INodeProperties[] = formOrJson(
	parameters,
	'Each recipient gets a message of their own, with its own ID',
	[
		ofKind('email', {
			displayName: 'Email',
			name: 'email',
			type: 'string',
			placeholder: 'name@email.com',
			default: '',
		}),
		{
			displayName: 'Recipient Type',
			name: 'kind',
			type: 'options',
			options: [
				{ name: 'Person', value: 'person' },
				{ name: 'Company', value: 'company' },
			],
			default: 'person',
			description: 'Whether the recipient is a natural or a legal person',
		},
		ofKind('line', {
			displayName: 'First Name',
			name: 'firstname',
			type: 'string',
			default: '',
			placeholder: 'e.g. Claire',
			displayOptions: { show: { kind: ['person'] } },
		}),
		ofKind('line', {
			displayName: 'Last Name',
			name: 'lastname',
			type: 'string',
			default: '',
			placeholder: 'e.g. Martin',
			displayOptions: { show: { kind: ['person'] } },
		}),
		ofKind('line', {
			displayName: 'Company',
			name: 'company',
			type: 'string',
			default: '',
			placeholder: 'e.g. Atelier Dupin',
			displayOptions: { show: { kind: ['company'] } },
		}),
		ofKind('line', {
			displayName: 'SIREN',
			name: 'companySiren',
			type: 'string',
			default: '',
			placeholder: 'e.g. 552100554',
			displayOptions: { show: { kind: ['company'] } },
			description: 'The 9 digits that identify the company in France',
		}),
	],
);
