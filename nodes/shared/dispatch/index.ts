import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import type { Policy } from '../policy';
import { jobOf, type Receive } from '../run/job';
import { ItemDispatch } from './itemDispatch';

/**
 * Sends a declared request. It takes the place of the pagination function in n8n's routing, so that every request of
 * an operation passes through it. It promises:
 *
 * - Rate limit: no more concurrent requests, and no faster, than `policy.rateLimit` and the provider's 429 allow.
 * - Once: what was accepted is never sent again in the same run, however often n8n runs the node; with a
 *   deduplication key, not in other executions either.
 * - Safe retry: only what certainly changed nothing is retried, or what the provider recognizes.
 * - Unknown outcome: a send whose answer was lost is looked up, or reported as "may have been sent".
 * - Stop: after a stop or a failure nothing more is sent, and the error lists what was accepted.
 * - Batching: items that may share a request share it, and each still gets its own outputs.
 * - Link: every output, successful or failed, is linked to its input item.
 *
 * @param receive reads an answer that n8n throws instead of returning it
 */
export const dispatch = (policy: Policy<unknown>, receive?: Receive) =>
	async function (
		this: IExecutePaginationFunctions,
		request: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		const context = jobOf(request.options)?.parameters?.checkedIn(this) ?? this;
		return await new ItemDispatch(policy, context, request, receive).outputs();
	};
