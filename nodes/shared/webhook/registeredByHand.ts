/**
 * The lifecycle of a webhook that only a person can register, in the provider's dashboard: no API does it.
 * n8n asks these when a workflow is activated and deactivated. There is nothing that they could look up,
 * make or take away, so they say that all is as it should be.
 */
export const registeredByHand = {
	checkExists: async () => true,
	create: async () => true,
	delete: async () => true,
};
