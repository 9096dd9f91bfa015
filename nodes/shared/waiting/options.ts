import { updateDisplayOptions, type IDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { booleanIn, numberIn, type ParameterSource } from '../parameters/parameter';

const MINUTE = 60_000;

/** The default and the allowed range of the waiting time, in minutes. */
const USUAL = 10;
const RANGE = { minValue: 1, maxValue: 60 };

/**
 * The options to wait for a final status, for operations that read one.
 * @param show the operations
 * @param example the title of the example that waits for days
 */
export const waitForFinalStatus = (show: IDisplayOptions, example: string): INodeProperties[] =>
	updateDisplayOptions(show, [
		{
			displayName: 'Wait at Most (Minutes)',
			name: 'waitAtMost',
			type: 'number',
			default: USUAL,
			noDataExpression: true,
			typeOptions: RANGE,
			displayOptions: { show: { waitForFinalStatus: [true] } },
			hint: `To wait for days, see the example "${example}"`,
			description:
				'How long to wait for the final status. When the time is up, the last status is returned, with delivery.final set to false. That is no error.',
		},
		{
			displayName: 'Wait for Final Status',
			name: 'waitForFinalStatus',
			type: 'boolean',
			default: false,
			noDataExpression: true,
			hint: "The execution stays open meanwhile, and the workflow's timeout applies",
			description:
				'Whether to ask again, less and less often, until no further change is expected or the time is up, and only then return the status',
		},
	]);

/** The longest wait for the final status of an item, in milliseconds; 0 for none. */
export const waitAtMost = (context: ParameterSource): number =>
	booleanIn(context, 'options.waitForFinalStatus')
		? numberIn(context, 'options.waitAtMost', USUAL) * MINUTE
		: 0;
