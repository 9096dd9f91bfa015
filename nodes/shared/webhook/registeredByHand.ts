import type { IHookFunctions, INodeProperties } from 'n8n-workflow';

import { assertParameters } from '../parameters/assertParameters';

/**
 * The lifecycle of a webhook that only a person can register, in the provider's dashboard: no API does it. n8n calls
 * these functions when a workflow is activated and deactivated. There is nothing for them to check, create or delete,
 * so they report success, unless the trigger itself is invalid.
 * @param properties all that the trigger declares
 */
export const registeredByHand = (properties: INodeProperties[]) => ({
	async checkExists(this: IHookFunctions) {
		assertParameters(this, properties);
		return true;
	},
	create: async () => true,
	delete: async () => true,
});
