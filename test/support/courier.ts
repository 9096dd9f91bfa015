import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { readAnswer } from '../../nodes/shared/response';
import { options, deduplicationKey } from '../../nodes/shared/descriptions';
import { dispatch } from '../../nodes/shared/dispatch';
import type { Policy } from '../../nodes/shared/policy';
import { requestDefaults } from '../../nodes/shared/request';
import type { INodeJson } from './engine';

/** The full name under which tests install it. */
export const COURIER = 'test.courier';

/** A node with one send, for what dispatch does under a policy that no test of a provider needs. */
export class CourierNode implements INodeType {
	description: INodeTypeDescription;

	constructor(policy: Policy) {
		this.description = {
			displayName: 'Courier',
			name: 'courier',
			group: ['output'],
			version: 1,
			description: 'Sends a letter to one recipient',
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
					default: 'send',
					options: [
						{
							name: 'Send',
							value: 'send',
							routing: {
								request: {
									method: 'POST',
									url: '/messages/bulk_send',
									body: {
										type: 'LS',
										body: '<p>Bonjour</p>',
										recipients: [{ email: 'a@example.org', firstname: 'A', lastname: 'B' }],
									},
								},
								send: { paginate: true },
								operations: { pagination: dispatch(policy) },
								output: { postReceive: [readAnswer(policy)] },
							},
						},
					],
				},
				options({ operation: ['send'] }, [deduplicationKey]),
			],
		};
	}
}

/** The node in a workflow. */
export const courier = (node: Partial<INodeJson> = {}): INodeJson => ({
	name: 'Courier',
	type: COURIER,
	typeVersion: 1,
	parameters: { operation: 'send' },
	credentials: { stampeeApi: { id: 'courier', name: 'Courier account' } },
	...node,
});
