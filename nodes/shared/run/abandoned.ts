import {
	sleep,
	toHostname,
	type IExecutePaginationFunctions,
	type NodeOperationError,
} from 'n8n-workflow';

import { GUARDS, lacking } from '../engine/guards';
import type { Attempt, Run } from './run';

/**
 * Whether n8n continues with the other items of a node that continues on failures after one that n8n itself can't
 * evaluate, such as an expression that fails. This shows only when it happens, so it is detected by a change that
 * came with it: n8n-core 2.39.4 is the first that continues, and the first that calls this function in the same loop.
 */
const continuesAfterFailures = () => typeof toHostname === 'function';

/**
 * Checks, before anything leaves from a node that continues on failures, whether n8n may have abandoned its items
 * already. Nobody would learn of anything sent after that: n8n outputs the input of the node.
 * @returns why nothing of the attempt may be sent, or undefined if it may
 */
export async function errorIfAbandoned(
	context: IExecutePaginationFunctions,
	run: Run,
	attempt: Attempt,
): Promise<NodeOperationError | undefined> {
	if (continuesAfterFailures()) return undefined;
	await run.preparations.settled();
	// Everything that is prepared arrives before any timer ends.
	await sleep(0);
	if (attempt.isComplete) return undefined;
	return lacking(context.getNode(), GUARDS.otherItems, context.getItemIndex());
}
