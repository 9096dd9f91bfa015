import type { INodeJson } from '../../tools/engine/engine';

/** How a workflow encounters a fault, and how it is set to react. */
export interface Mode {
	/** Its name in the report. */
	name: string;
	/** Its description in the report's legend. */
	legend: string;
	/** How many items the node gets. */
	items: number;
	/** How many requests of the operation pass before the fault, and how many meet it. */
	skip: number;
	times: number;
	/** The node's settings other than its parameters. */
	node?: Partial<INodeJson>;
	/** The user stops the execution when the fault has happened. */
	isStopped?: boolean;
	/** Within how many seconds after that it has to end. Default: when its requests do. */
	endsWithin?: number;
	/** The fault outlasts the operation, which must then not succeed. */
	isHopeless?: boolean;
	/** The failed execution is retried when the fault is over. */
	isRetried?: boolean;
	/** Another execution gets the same items when the fault is over. */
	isRunAnew?: boolean;
}

export const ALWAYS = 1_000_000;
const twenty = { items: 20, skip: 6, times: 3 };
const lastOnes = { items: 20, skip: 17, times: ALWAYS };

/** A column of docs/faults.md. */
export const MODES: Mode[] = [
	{
		name: 'one item',
		legend: 'one item; each request of the operation meets the fault',
		items: 1,
		skip: 0,
		times: ALWAYS,
	},
	{
		name: '20 items',
		legend: '20 items; the seventh to ninth requests meet the fault; the node stops the workflow',
		...twenty,
	},
	{
		name: 'Retry On Fail',
		legend: 'the same, and n8n runs the node again, up to three times in all',
		...twenty,
		node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 },
	},
	{
		name: 'Continue',
		legend:
			'20 items; the eighteenth request and all later ones meet the fault; On Error: Continue',
		...lastOnes,
		node: { onError: 'continueRegularOutput' },
	},
	{
		name: 'error output',
		legend: 'the same with On Error: Continue (using error output)',
		...lastOnes,
		node: { onError: 'continueErrorOutput' },
	},
	{
		name: 'stop',
		legend:
			'20 items; the execution is stopped when the seventh request meets the fault, or after a second if none can meet it',
		...twenty,
		isStopped: true,
	},
	{
		name: 'retried',
		legend: '20 items as above; the failed execution is then retried from the list of executions',
		...twenty,
		isRetried: true,
	},
];

/** The columns of the part in which each item has a deduplication key. */
export const KEYED_MODES: Mode[] = [
	...MODES,
	{
		name: 'run anew',
		legend: '20 items as above; another execution then gets all of them',
		...twenty,
		isRunAnew: true,
	},
	{
		name: 'run anew after Continue',
		legend: 'the same after an execution whose node continues',
		...lastOnes,
		node: { onError: 'continueRegularOutput' },
		isRunAnew: true,
	},
];
