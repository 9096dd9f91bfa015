import {
	NodeConnectionTypes,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { options, deduplicationKey } from '../../nodes/shared/descriptions';
import { routing } from '../../nodes/shared/dispatch/routing';
import type { Policy } from '../../nodes/shared/policy';
import { requestDefaults } from '../../nodes/shared/request';
import type { INodeJson } from '../../tools/engine/engine';

/** The full type name under which tests install the node. */
export const COURIER = 'test.courier';

/** A fictional node, to test what dispatch does under policies that no test of a provider needs. */
export class CourierNode implements INodeType {
	description: INodeTypeDescription;

	/** @param fields the parameters of its operations */
	constructor(operations: INodePropertyOptions[], fields: INodeProperties[] = []) {
		this.description = {
			displayName: 'Courier',
			name: 'courier',
			group: ['output'],
			version: 1,
			description: 'Carries letters',
			defaults: { name: 'Courier' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: 'stampeeApi', required: true }],
			requestDefaults: { ...requestDefaults, baseURL: 'https://api.stampee.fr' },
			properties: [
				{
					displayName: 'Operation',
					name: 'operation',
					type: 'options',
					default: operations[0].value,
					options: operations,
				},
				...fields,
			],
		};
	}
}

/** Sends a letter to one recipient. @param policy its payload is the request's body */
const sending = (policy: Policy<unknown>): INodePropertyOptions => ({
	name: 'Send',
	value: 'send',
	routing: routing({
		policy,
		request: {
			method: 'POST',
			url: '/messages/bulk_send',
			body: {
				type: 'LS',
				body: '<p>Bonjour</p>',
				recipients: [{ email: 'a@example.org', firstname: 'A', lastname: 'B' }],
			},
		},
		prepare: async (request) => ({ request, payload: request.body }),
	}),
});

/** The node with one operation, a send. @param policy its payload is the request's body */
export const sendingCourier = (policy: Policy<unknown>) =>
	new CourierNode([sending(policy)], [options({ operation: ['send'] }, [deduplicationKey])]);

/** The node in a workflow. */
export const courier = (node: Partial<INodeJson> = {}): INodeJson => ({
	name: 'Courier',
	type: COURIER,
	typeVersion: 1,
	parameters: { operation: 'send' },
	credentials: { stampeeApi: { id: 'courier', name: 'Courier account' } },
	...node,
});
