import type { INodeType, ITriggerFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/** n8n's Manual Trigger: one empty item when the user executes the workflow. */
export const manualTrigger: INodeType = {
	description: {
		displayName: 'Manual Trigger',
		name: 'manualTrigger',
		group: ['trigger'],
		version: 1,
		description: 'Runs the flow on clicking a button in n8n',
		defaults: { name: 'When clicking ‘Execute workflow’' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	trigger(this: ITriggerFunctions) {
		const manualTriggerFunction = () => Promise.resolve(this.emit([[{ json: {} }]]));
		return Promise.resolve({ manualTriggerFunction });
	},
};
