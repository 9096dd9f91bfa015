import type { INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/** The type of a trigger whose events a test makes up. */
export const LOOKOUT = 'test.lookout';

/** A trigger of this type. @param poll what it does at each poll */
export const lookout = (poll: NonNullable<INodeType['poll']>): INodeType => ({
	description: {
		displayName: 'Lookout',
		name: 'lookout',
		group: ['trigger'],
		version: 1,
		description: 'Watches what a test makes up',
		defaults: { name: 'Lookout' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	poll,
});
