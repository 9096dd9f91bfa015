import type { INodeParameters } from 'n8n-workflow';
import { defaultSwitches } from '../../../../../sandbox/stampee/switches';
import { setReplay } from '../../../../support/replay';
import { setStage } from '../../../../../tools/engine/stage';
import {
	asked,
	operate,
	stampeeAccount,
	type Operation,
} from '../../../../../tools/providers/stampee/node';

const stage = setStage();
const replay = setReplay();

const acme = {
	name: 'Acme Corporation',
	email: 'contact@example.org',
	isPaying: true,
	willSendLre: false,
};
const dupin = {
	name: 'Atelier Dupin',
	email: 'compta@example.org',
	isPaying: false,
	willSendLre: true,
};

const create = (parameters: INodeParameters, options?: Operation) =>
	operate(stage, ['customer', 'create'], parameters, options);

const fromJson = (customers: unknown): INodeParameters => ({
	specifyCustomers: 'json',
	customersJson: typeof customers === 'string' ? customers : JSON.stringify(customers),
});

const fromForm = (...customers: INodeParameters[]): INodeParameters => ({
	specifyCustomers: 'form',
	customers: { customer: customers },
});

it.each<[string, INodeParameters]>([
	['the form', fromForm(acme, dupin)],
	['JSON', fromJson([acme, dupin])],
	['an expression', fromJson(`={{ ${JSON.stringify([acme, dupin])} }}`)],
])('Customers from %s are created in one request, with the token', async (_, parameters) => {
	const result = await create(parameters);

	expect(result.error).toBeUndefined();
	expect(asked(stage.sandbox)).toMatchObject([
		{
			method: 'POST',
			path: '/customers/bulk_store',
			headers: {
				'x-api-token': stage.sandbox.stampee.token,
				'content-type': 'application/json',
			},
		},
	]);
	expect(asked(stage.sandbox)[0].body).toStrictEqual({ customers: [acme, dupin] });
});

it('Each created customer becomes an item, linked to its input', async () => {
	const result = await create(fromJson('={{ $json.customers }}'), {
		input: [{ json: { customers: [acme, dupin] } }, { json: { customers: [acme] } }],
	});

	const created = (customer: typeof acme) => ({
		id: expect.stringMatching(/^[\da-f-]{36}$/) as string,
		...customer,
		state: 'PENDING',
		createdAt: expect.stringMatching(/Z$/) as string,
	});
	expect(result.items('Stampee')).toStrictEqual([
		{ json: created(acme), pairedItem: { item: 0 } },
		{ json: created(dupin), pairedItem: { item: 0 } },
		{ json: created(acme), pairedItem: { item: 1 } },
	]);
});

it('A customer may be one object, and pays and sends registered letters only if it says so', async () => {
	await create(fromJson({ name: ' Acme ', email: ' contact@example.org ' }));

	expect(asked(stage.sandbox)[0].body).toStrictEqual({
		customers: [
			{ isPaying: false, willSendLre: false, name: 'Acme', email: 'contact@example.org' },
		],
	});
});

it.each<[string, INodeParameters, string]>([
	[
		'without a name',
		fromJson([acme, { ...dupin, name: ' ' }]),
		'Not created: Customer 2 has no name',
	],
	[
		'without an address',
		fromForm(acme, { ...dupin, email: '' }),
		'Not created: Customer 2 (Atelier Dupin) has no email address',
	],
	[
		'with something else for an address',
		fromJson([{ ...acme, email: 'contact' }]),
		"Not created: The parameter 'Email' of customer 1 is no email address: contact",
	],
	[
		'who pays or not by nothing',
		fromJson([{ ...acme, isPaying: null }]),
		"Not created: The parameter 'Pays for the Letters' of customer 1 is neither true nor false: nothing",
	],
	[
		'with a field that is there twice',
		fromJson('[{ "name": "A", "email": "a@example.org", "email": "b@example.org" }]'),
		"Not created: The parameter 'Customers (JSON)' has a name twice, of which only the last would count",
	],
	['that is only a name', fromJson(['Acme']), 'Not created: Customer 1 is not an object: Acme'],
	['that is not there', fromJson([]), "Not created: The parameter 'Customers' is empty"],
	[
		'in broken JSON',
		fromJson('[{'),
		"Not created: The parameter 'Customers (JSON)' is not JSON: [{",
	],
])('A customer %s is refused before anyone is mailed', async (_, parameters, message) => {
	const result = await create(parameters);

	expect(result.error?.message).toBe(`${message} [item 0]`);
	expect(result.error?.description).toBeTruthy();
	expect(asked(stage.sandbox)).toEqual([]);
});

it('One bad item of many keeps all customers from being mailed', async () => {
	const result = await create(fromJson('={{ $json.customers }}'), {
		input: [{ json: { customers: [acme] } }, { json: { customers: [{ name: 'Nobody' }] } }],
	});

	expect(result.error?.message).toContain('[item 1]');
	expect(asked(stage.sandbox)).toEqual([]);
});

it('A lost answer is reported as "may have been created", with the addresses', async () => {
	stage.sandbox.faults.add({ provider: 'stampee', fault: { kind: 'resetAfter' } });

	const result = await create(fromJson([acme, dupin]));

	expect(asked(stage.sandbox)).toHaveLength(1);
	expect(result.error?.message).toMatch(/^May have been created: /);
	expect(result.error?.description).toContain('Customers: contact@example.org, compta@example.org');
});

it('An answer in another shape is handed out as it is, so that no ID is lost', async () => {
	replay.answer({ status: 201, body: { created: [{ id: '550e8400' }] } });

	const result = await create(fromJson([acme]), {
		account: { ...stampeeAccount(stage.sandbox.stampee), baseUrl: replay.url },
	});

	expect(result.items('Stampee')).toStrictEqual([
		{ json: { created: [{ id: '550e8400' }] }, pairedItem: { item: 0 } },
	]);
});

it.each([{}, { id: null }, { id: false }, { id: 0 }, { id: 1e25 }])(
	'An item may have been created if one of its customers has %j in the place of an ID',
	async (customer) => {
		replay.answer({ status: 201, body: { customers: [{ id: '550e8400' }, customer] } });

		const { error, items } = await create(fromJson([acme, dupin]), {
			account: { ...stampeeAccount(stage.sandbox.stampee), baseUrl: replay.url },
		});

		expect(items('Stampee')).toEqual([]);
		expect(error?.message).toMatch(/^May have been created: /);
		expect(error?.context).toMatchObject({
			answeredIds: ['550e8400', 'id' in customer ? (customer.id ?? '') : ''],
			acceptedIds: ['550e8400'],
		});
	},
);

it.each<[string, object, string[]]>([
	['one of the two', { customers: [{ id: 'c-1', email: acme.email }] }, ['c-1', '']],
	['one of the two, without an address', { customers: [{ id: 'c-1' }] }, ['c-1']],
	['one more', { customers: [{ id: 'c-1' }, { id: 'c-2' }, { id: 'c-3' }] }, ['c-1', 'c-2', 'c-3']],
	['the same one twice', { customers: [{ id: 'c-1' }, { id: 'c-1' }] }, ['c-1', 'c-1']],
	['one in another list', { created: [{ id: 'c-1' }] }, ['c-1']],
	[
		'the second one and another',
		{
			customers: [
				{ id: 'c-8', email: dupin.email },
				{ id: 'c-9', email: 'y@example.org' },
			],
		},
		['c-8', 'c-9'],
	],
])('Two customers may have been created if the answer names %s', async (_, body, answeredIds) => {
	replay.answer({ status: 201, body });

	const { error, items } = await create(fromJson([acme, dupin]), {
		account: { ...stampeeAccount(stage.sandbox.stampee), baseUrl: replay.url },
	});

	expect(items('Stampee')).toEqual([]);
	expect(error?.message).toMatch(/^May have been created: /);
	expect(error?.context).toMatchObject({ outcome: 'maybeSent', answeredIds });
});

it.each<[string, object]>([
	['an error with an ID', { id: 'err-1', code: 'bad-customer', message: 'Bad customer' }],
	['an error in the list', { customers: [{ id: 'err-1', error: 'Bad customer' }] }],
])('A customer may have been created if the answer is %s', async (_, body) => {
	replay.answer({ status: 200, body });

	const { error, items } = await create(fromJson([acme]), {
		account: { ...stampeeAccount(stage.sandbox.stampee), baseUrl: replay.url },
	});

	expect(items('Stampee')).toEqual([]);
	expect(error?.message).toMatch(/^May have been created: /);
	expect(error?.context).toMatchObject({ outcome: 'maybeSent', answeredIds: ['err-1'] });
});

it('Customers are output in their order, whatever that of the answer is', async () => {
	const customers = [
		{ id: 'c-2', email: dupin.email.toUpperCase() },
		{ id: 'c-1', email: acme.email },
	];
	replay.answer({ status: 201, body: { customers } });

	const { items } = await create(fromJson([acme, dupin]), {
		account: { ...stampeeAccount(stage.sandbox.stampee), baseUrl: replay.url },
	});

	expect(items('Stampee').map(({ json }) => json.id)).toEqual(['c-1', 'c-2']);
});

it.each<[string, object, string]>([
	['who was created', { id: '550e8400', email: acme.email, state: 'PENDING' }, 'maybeSent'],
	['without a state', { id: '550e8400' }, 'maybeSent'],
	['who had accepted before', { id: '550e8400', state: 'ACCEPTED' }, 'refused'],
	['without an ID', { email: acme.email, error: 'exists' }, 'refused'],
])('A refusal that has a customer %s counts as such', async (_, customer, outcome) => {
	replay.answer({ status: 422, body: { message: 'One is there', customers: [customer] } });

	const { error } = await create(fromJson([acme, dupin]), {
		account: { ...stampeeAccount(stage.sandbox.stampee), baseUrl: replay.url },
	});

	expect(error?.context?.outcome).toBe(outcome);
});

const ID = '550e8400-e29b-41d4-a716-446655440000';

it.each<[object, string]>([
	[[{ id: ID, email: acme.email }], 'maybeSent'],
	[{ data: [{ id: ID, email: acme.email, state: 'PENDING' }] }, 'maybeSent'],
	[{ success: false, id: ID, email: acme.email }, 'maybeSent'],
	[{ data: [{ id: ID, email: acme.email, state: 'ACCEPTED' }] }, 'refused'],
	[{ code: 'customer-exists', message: 'It is there', id: ID, email: acme.email }, 'refused'],
])('A refusal with %j counts as such', async (body, outcome) => {
	replay.answer({ status: 422, body });

	const { error } = await create(fromJson([acme]), {
		account: { ...stampeeAccount(stage.sandbox.stampee), baseUrl: replay.url },
	});

	expect(error?.context?.outcome).toBe(outcome);
});

it('Any status of success will do', async () => {
	stage.sandbox.stampee.switches.customersStoredStatus = 200;

	const result = await create(fromJson([acme]));
	stage.sandbox.stampee.switches.customersStoredStatus = defaultSwitches().customersStoredStatus;

	expect(result.items('Stampee')).toHaveLength(1);
});
