import type { INodeProperties, INodePropertyOptions, IWebhookFunctions } from 'n8n-workflow';

import { ofKind } from '../parameters/kind';
import { choicesIn, idsIn } from '../parameters/parameter';

/**
 * The parameters that choose events by their names. A name with * at the end matches any ending.
 * @param known events and their categories in the provider's documentation, in the order of their labels
 */
export const eventFilter = (
	known: INodePropertyOptions[],
	placeholder: string,
): INodeProperties[] => [
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		options: known,
		default: [],
		hint: 'If nothing is chosen here and below, every event starts the workflow',
		description: 'What to start the workflow for',
	},
	ofKind('eventNames', {
		displayName: 'Other Events',
		name: 'otherEvents',
		type: 'string',
		default: '',
		placeholder,
		hint: 'Separated by commas. A name that ends with * stands for all that begin like it.',
		description: 'Names of further events to start for, as the provider sends them',
	}),
];

/** Whether an event of this name should start the workflow. */
export function isWanted(context: IWebhookFunctions, type: string): boolean {
	const names = [...choicesIn(context, 'events'), ...idsIn(context, 'otherEvents')];
	const stands = (name: string) =>
		name.endsWith('*') ? type.startsWith(name.slice(0, -1)) : name === type;
	return names.length === 0 || names.some(stands);
}
