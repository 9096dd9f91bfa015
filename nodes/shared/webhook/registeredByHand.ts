import type { IHookFunctions, INodeProperties } from 'n8n-workflow';

import { assertParameters } from '../parameters/assertParameters';

/**
 * The lifecycle of a webhook that only a person can register, in the provider's dashboard: no API does it.
 * n8n asks these when a workflow is activated and deactivated. There is nothing that they could look up,
 * make or take away, so they say that all is as it should be, unless the trigger itself is not.
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
