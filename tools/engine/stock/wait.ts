import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/** Milliseconds of each unit. */
const UNITS = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

/**
 * n8n's Wait, for a time interval. It suspends the execution for any interval, as n8n does from 65 seconds on; the
 * caller resumes it (`resumes` of the run).
 */
export const wait: INodeType = {
	description: {
		displayName: 'Wait',
		name: 'wait',
		group: ['organization'],
		version: 1.1,
		description: 'Wait before continue with execution',
		defaults: { name: 'Wait' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [
			{
				displayName: 'Resume',
				name: 'resume',
				type: 'options',
				options: [{ name: 'After Time Interval', value: 'timeInterval' }],
				default: 'timeInterval',
			},
			{ displayName: 'Wait Amount', name: 'amount', type: 'number', default: 5 },
			{
				displayName: 'Wait Unit',
				name: 'unit',
				type: 'options',
				options: Object.keys(UNITS).map((value) => ({ name: value, value })),
				default: 'seconds',
			},
		],
	},
	async execute(this: IExecuteFunctions) {
		const amount = this.getNodeParameter('amount', 0) as number;
		const unit = this.getNodeParameter('unit', 0) as keyof typeof UNITS;
		await this.putExecutionToWait(new Date(Date.now() + amount * UNITS[unit]));
		return [this.getInputData()];
	},
};
