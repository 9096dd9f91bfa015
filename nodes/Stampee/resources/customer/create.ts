import {
	updateDisplayOptions,
	type IDataObject,
	type IExecuteSingleFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { asAnswered, filled, objectsIn, textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { distinctEntries } from '../../../shared/parameters/distinctEntries';
import { formOrJson, listFrom, type ListParameters } from '../../../shared/parameters/formOrJson';
import { ofKind } from '../../../shared/parameters/kind';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { sortedFor, unclearAnswer } from '../../accepted';
import { listOf } from '../../api';
import { assertNoError } from '../../errorInSuccess';
import { sending } from '../../policies';

/** A customer in Stampee's format. */
type Customer = IDataObject & { name: string; email: string };

const parameters: ListParameters = {
	label: 'Customers',
	choice: 'specifyCustomers',
	form: ['customers', 'customer'],
	json: 'customersJson',
	example:
		'[{ "name": "Acme Corporation", "email": "office@example.com", "isPaying": true, "willSendLre": false }]',
};

/** Validates the item's customers and creates their request. Each gets an email, so a mistake can't be undone. */
export const prepareCustomers: Prepare<Customer[]> = async function (request) {
	const entries = listFrom(this, parameters).map((customer, index) =>
		checked(this, customer, `Customer ${index + 1}`),
	);
	const customers = distinctEntries(this, entries, 'Customer');
	return { request: { ...request, body: { customers } }, payload: customers };
};

function checked(context: IExecuteSingleFunctions, given: IDataObject, position: string): Customer {
	const name = textOf(given.name);
	const email = textOf(given.email);
	if (name === '')
		throw badInput(context, `${position} has no name`, 'Enter the name of the customer.');
	if (email === '') {
		throw badInput(
			context,
			`${position} (${name}) has no email address`,
			'Enter an address such as office@example.com: the delegation request goes there.',
		);
	}
	return { isPaying: false, willSendLre: false, ...filled(given), name, email };
}

export const creatingCustomers: Policy<Customer[]> = {
	...sending,
	pastTense: 'created',
	acceptedIds: (outputs) =>
		outputs.flatMap(({ json }) => idHolders(json)).map(({ id }) => asAnswered(id)),
	findBy: (customers) => ({
		Customers: customers.map(({ email }) => email).join(', '),
	}),
};

/** What should have an ID in an output: a customer, or those that an answer in another format lists. */
function idHolders(json: IDataObject): IDataObject[] {
	const listed = Object.values(json).flatMap(objectsIn);
	return 'id' in json || listed.length === 0 ? [json] : listed;
}

/** One item for each customer; or Stampee's answer itself, if it has another format. */
export const toCustomers: ToItems<Customer[]> = async (items, response, sent) => {
	const [{ json: body }] = items;
	const listed = listOf(body);
	const holders = Array.isArray(listed) ? listed : idHolders(body);
	assertNoError(body, holders, response.statusCode);
	const customers = sortedFor(
		holders,
		sent.map(({ email }) => email),
	);
	if (!customers) throw unclearAnswer(body, response.statusCode);
	return Array.isArray(listed) ? customers.map((json) => ({ json })) : items;
};

export const createFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['customer'], operation: ['create'] } },
	[
		{
			displayName:
				'Stampee emails each customer at once and asks them to accept that you act on their behalf. An email that was sent can not be taken back.',
			name: 'delegationNotice',
			type: 'notice',
			default: '',
		},
		...formOrJson(parameters, 'Each is asked by email to accept that you act on their behalf', [
			ofKind('line', {
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. Acme Corporation',
			}),
			ofKind('email', {
				displayName: 'Email',
				name: 'email',
				type: 'string',
				placeholder: 'name@email.com',
				default: '',
				description: 'Where the delegation request is sent',
			}),
			{
				displayName: 'Pays for the Letters',
				name: 'isPaying',
				type: 'boolean',
				default: false,
				description: 'Whether the customer pays for the letters themselves',
			},
			{
				displayName: 'Sends Registered Letters (LRE)',
				name: 'willSendLre',
				type: 'boolean',
				default: false,
				description: 'Whether registered letters (LRE) will be sent on behalf of the customer',
			},
		]),
	],
);
