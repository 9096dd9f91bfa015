import type { INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/** n8n's Form Trigger. There is no form to fill in: the submission is the input of a run. */
export const formTrigger: INodeType = {
	description: {
		displayName: 'n8n Form Trigger',
		name: 'formTrigger',
		group: ['trigger'],
		version: 2.2,
		description: 'Generate webforms in n8n and pass their responses to the workflow',
		defaults: { name: 'On form submission' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [
			{ displayName: 'Form Title', name: 'formTitle', type: 'string', default: '' },
			{ displayName: 'Form Description', name: 'formDescription', type: 'string', default: '' },
			{ displayName: 'Form Elements', name: 'formFields', type: 'json', default: {} },
			{
				displayName: 'Respond When',
				name: 'responseMode',
				type: 'options',
				options: [{ name: 'Form Is Submitted', value: 'onReceived' }],
				default: 'onReceived',
			},
			{ displayName: 'Options', name: 'options', type: 'collection', default: {}, options: [] },
		],
	},
	trigger: () => Promise.resolve({}),
};
