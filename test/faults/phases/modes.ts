import { ALWAYS, type Mode } from '../modes';

const oneOfTwenty = { items: 20, skip: 9, times: 1 };

/** The columns of the parts in which one request meets the fault. */
export const FEW_MODES: Mode[] = [
	{
		name: 'one item, each request',
		legend: 'one item; each request that can meet the fault meets it',
		items: 1,
		skip: 0,
		times: ALWAYS,
	},
	{
		name: 'one of 20',
		legend: '20 items; the tenth request alone meets the fault; the node stops the workflow',
		...oneOfTwenty,
	},
	{
		name: 'one of 20, Retry On Fail',
		legend: 'the same, and n8n runs the node again, up to three times in all',
		...oneOfTwenty,
		node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 },
	},
	{
		name: 'last of 20, Continue',
		legend:
			'20 items; the eighteenth request and all later ones meet the fault; On Error: Continue',
		items: 20,
		skip: 17,
		times: ALWAYS,
		node: { onError: 'continueRegularOutput' },
	},
];

/** The columns of the part in which there is no request that could meet a fault. */
export const UNKNOWN_MODES: Mode[] = [
	{ name: 'one', legend: 'one item', items: 1, skip: 0, times: 0 },
	{ name: 'twenty', legend: '20 items; the node stops the workflow', items: 20, skip: 0, times: 0 },
	{
		name: 'twenty, Retry On Fail',
		legend: '20 items; n8n runs the node up to three times',
		items: 20,
		skip: 0,
		times: 0,
		node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 },
	},
	{
		name: 'twenty, Continue',
		legend: '20 items; On Error: Continue',
		items: 20,
		skip: 0,
		times: 0,
		node: { onError: 'continueRegularOutput' },
	},
];
