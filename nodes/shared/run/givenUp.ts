import {
	sleep,
	toHostname,
	type IExecutePaginationFunctions,
	type NodeOperationError,
} from 'n8n-workflow';

import { GUARDS, lacking } from '../engine/guards';
import type { Attempt, Run } from './run';

/**
 * Whether n8n goes on with the other items of a node that continues on failures after one that it can't work
 * out itself, such as an expression that fails. It shows only once it happens, so it is known by what came
 * with it: n8n-core 2.39.4 is the first that goes on, and the first that calls this function in the same loop.
 */
const goesOn = () => typeof toHostname === 'function';

/**
 * Finds out, before anything leaves of a node that continues on failures, whether n8n may have given up its
 * items already. What is sent then nobody hears of: n8n hands on the input of the node.
 * @returns why nothing of the attempt must be sent, or undefined if it may
 */
export async function givenUp(
	context: IExecutePaginationFunctions,
	run: Run,
	attempt: Attempt,
): Promise<NodeOperationError | undefined> {
	if (goesOn()) return undefined;
	await run.preparations.settled();
	// What is prepared arrives before any timer ends.
	await sleep(0);
	if (attempt.isComplete) return undefined;
	return lacking(context.getNode(), GUARDS.otherItems, context.getItemIndex());
}
