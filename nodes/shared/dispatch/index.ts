import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import type { Policy } from '../policy';
import { jobOf } from '../run/job';
import { ItemDispatch } from './itemDispatch';

/**
 * How a declared request leaves. It stands where n8n's routing has its pagination function, so that
 * every request of an operation passes through it. What it promises:
 *
 * - Rate limit: no more requests at once, and no faster, than `policy.rateLimit` and the provider's 429 allow.
 * - Once: what was accepted is never sent again in the same run, however often n8n runs the node; under
 *   a deduplication key, in other executions neither.
 * - Safe retry: only what surely changed nothing is repeated, or what the provider knows again.
 * - Unknown outcome: a send whose answer was lost is looked up, or reported as "may have been sent".
 * - Stop: after a stop or a failure nothing more is sent, and the failure names what was accepted.
 * - Batching: items that may share a request share it, and each still gets its own outputs.
 * - Link: every output, good or failed, knows its input item.
 */
export const dispatch = (policy: Policy<unknown>) =>
	async function (
		this: IExecutePaginationFunctions,
		request: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		const context = jobOf(request.options)?.parameters?.checkedIn(this) ?? this;
		return await new ItemDispatch(policy, context, request).outputs();
	};
