import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { routing } from '../../../../nodes/shared/dispatch/routing';
import type { Policy } from '../../../../nodes/shared/policy';
import { objectsIn, textOf } from '../../../../nodes/shared/json';
import { chain, start } from '../../../../tools/engine/chain';
import { setStage } from '../../../../tools/engine/stage';
import { stampeeAccount } from '../../../../tools/providers/stampee/node';
import { COURIER, courier, CourierNode } from '../../../support/courier';

/** The states stand for pages: PENDING is the first, REFUSED the second and last. */
const listing: Policy<string> = {
	kind: 'read',
	rateLimit: { inFlight: 5 },
	errors: { service: 'Courier', code: [], message: [], hints: {} },
	pagination: {
		next: (request) =>
			request.qs?.state === 'PENDING' ? { ...request, qs: { state: 'REFUSED' } } : undefined,
		filter: ({ json }, name) => json.name === name,
		key: ({ json }) => textOf(json.id),
	},
};

/** A list that its provider can't filter by name. */
const listingCourier = new CourierNode(
	[
		{
			name: 'List',
			value: 'list',
			routing: routing({
				policy: listing,
				request: { method: 'GET', url: '/customers', qs: { state: 'PENDING' } },
				async prepare(request) {
					return { request, payload: this.getNodeParameter('name') as string };
				},
				toItems: async ([{ json }]) =>
					objectsIn(json.customers).map((customer: IDataObject) => ({ json: customer })),
			}),
		},
	],
	[
		{ displayName: 'Name', name: 'name', type: 'string', default: '' },
		{ displayName: 'Limit', name: 'limit', type: 'number', default: 50 },
	],
);

const stage = setStage({ extraNodes: { [COURIER]: listingCourier } });

const namesOf = async (parameters: INodeParameters) => {
	const { items } = await stage.engine.run(chain(start, courier({ parameters })), {
		credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
	});
	return items('Courier').map(({ json }) => json.email);
};

describe('a list of which only a part is wanted', () => {
	beforeAll(async () => {
		const { url, token } = stage.sandbox.stampee;
		const customers = [
			{ name: 'Other', email: 'a@example.org' },
			{ name: 'Wanted', email: 'b@example.org' },
			{ name: 'Wanted', email: 'refuse@example.org' },
		];
		await fetch(`${url}/customers/bulk_store`, {
			method: 'POST',
			headers: { 'X-API-TOKEN': token, 'content-type': 'application/json' },
			body: JSON.stringify({ customers }),
		});
		stage.sandbox.clock.advance({ hours: 1 });
	});

	it('is read on past the pages that hold nothing wanted', async () => {
		expect(await namesOf({ name: 'Wanted' })).toEqual(['b@example.org', 'refuse@example.org']);
		expect(stage.sandbox.journal.requests()).toHaveLength(2);
	});

	it('counts only what is wanted towards the limit', async () => {
		expect(await namesOf({ name: 'Wanted', limit: 1 })).toEqual(['b@example.org']);
		expect(stage.sandbox.journal.requests()).toHaveLength(1);
	});
});
