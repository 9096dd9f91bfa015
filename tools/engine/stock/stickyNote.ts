import type { INodeType } from 'n8n-workflow';

/** n8n's sticky note: a node of the workflow that never runs. */
export const stickyNote: INodeType = {
	description: {
		displayName: 'Sticky Note',
		name: 'stickyNote',
		group: ['input'],
		version: 1,
		description: 'Make your workflow easier to understand',
		defaults: { name: 'Sticky Note' },
		inputs: [],
		outputs: [],
		properties: ['content', 'height', 'width', 'color'].map((name) => ({
			displayName: name,
			name,
			type: 'string',
			default: '',
		})),
	},
	execute() {
		return Promise.resolve([this.getInputData()]);
	},
};
