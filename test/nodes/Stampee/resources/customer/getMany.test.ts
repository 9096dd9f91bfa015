import type { INodeParameters } from 'n8n-workflow';
import { defaultSwitches } from '../../../../../sandbox/stampee/switches';
import { Reseller, type CustomerAnswer } from '../../../../../tools/providers/stampee/caller';
import { setStage } from '../../../../../tools/engine/stage';
import { asked, operate, stampeeAccount } from '../../../../../tools/providers/stampee/node';

const stage = setStage();
const customers: CustomerAnswer[] = [];

const states = ['PENDING', 'ACCEPTED', 'REFUSED', 'REVOKED', 'CANCELLED'] as const;

beforeAll(async () => {
	const reseller = new Reseller(stage.sandbox);
	for (const state of states) {
		const customer = await reseller.addCustomer(`${state.toLowerCase()}.customer@example.org`);
		stage.sandbox.stampee.customers.answer(customer.id, state);
		customers.push({ ...customer, state });
	}
});
afterEach(() => {
	stage.sandbox.stampee.switches.customersShape = defaultSwitches().customersShape;
});

const getMany = (parameters: INodeParameters) =>
	operate(stage, ['customer', 'getMany'], parameters);

it.each(['wrapped', 'array'] as const)(
	'All customers come as items, linked to the input, from a list that is %s',
	async (shape) => {
		stage.sandbox.stampee.switches.customersShape = shape;

		const result = await getMany({ returnAll: true });

		expect(asked(stage.sandbox)).toMatchObject([
			{
				method: 'GET',
				path: '/customers',
				query: {},
				headers: { 'x-api-token': stage.sandbox.stampee.token },
			},
		]);
		expect(result.items('Stampee')).toStrictEqual(
			customers.map((json) => ({ json, pairedItem: { item: 0 } })),
		);
	},
);

it('No more customers come than the limit allows', async () => {
	const result = await getMany({ returnAll: false, limit: 2 });

	expect(result.items('Stampee').map(({ json }) => json)).toStrictEqual(customers.slice(0, 2));
});

it('The limit is 50 when nothing is said', async () => {
	const reseller = new Reseller(stage.sandbox);
	const many = Array.from({ length: 60 }, async (_, index) => {
		const { id } = await reseller.addCustomer(`crowd-${index}@example.org`);
		stage.sandbox.stampee.customers.answer(id, 'CANCELLED');
	});
	await Promise.all(many);

	const result = await getMany({ filters: { state: 'CANCELLED' } });

	expect(result.items('Stampee')).toHaveLength(50);
});

it.each(states)('Only customers in the state %s come when it is asked for', async (state) => {
	const result = await getMany({ returnAll: true, filters: { state } });

	expect(asked(stage.sandbox)[0].query).toEqual({ state });
	expect(new Set(result.items('Stampee').map(({ json }) => json.state))).toEqual(new Set([state]));
});

describe("The list for the parameter 'Sender'", () => {
	const search = (filter?: string) =>
		stage.engine.searchList(
			{
				name: 'Stampee',
				type: 'n8n-nodes-certified-mail.stampee',
				typeVersion: 1,
				parameters: { resource: 'message', operation: 'send' },
				credentials: { stampeeApi: { id: '1', name: 'Stampee account' } },
			},
			'searchCustomers',
			{ credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) }, filter },
		);
	const accepted = { name: 'Atelier (accepted.customer@example.org)' };

	it('shows those who have accepted, by name and address, for their ID', async () => {
		expect(await search()).toEqual({ results: [{ ...accepted, value: customers[1].id }] });
		expect(asked(stage.sandbox)).toMatchObject([
			{
				query: { state: 'ACCEPTED' },
				headers: { 'x-api-token': stage.sandbox.stampee.token },
			},
		]);
	});

	it.each([
		['ATELIER', 1],
		['accepted.cust', 1],
		['nobody', 0],
	])('shows for %s what fits: %d', async (filter, count) => {
		expect((await search(filter)).results).toHaveLength(count);
	});
});
