import { ALWAYS, type Mode } from '../modes';

/** The first request shows that there is something to wait for. */
const meanwhile = { items: 1, skip: 1 };

/** The columns of the part in which operations wait. */
export const WAITING_MODES: Mode[] = [
	{
		name: 'for some time',
		legend: 'one item; the second to fourth requests meet the fault',
		...meanwhile,
		times: 3,
	},
	{
		name: 'until the end',
		legend: 'one item; the second request and all later ones meet the fault; On Error: Continue',
		...meanwhile,
		times: ALWAYS,
		node: { onError: 'continueRegularOutput' },
		isHopeless: true,
	},
	{
		name: 'stop while waiting',
		legend:
			'one item; the execution is stopped when the second request meets the fault, or after a second if none can meet it',
		...meanwhile,
		times: ALWAYS,
		isStopped: true,
		endsWithin: 1,
	},
];
