import type { IPollFunctions } from 'n8n-workflow';

import { monotonicNow } from '../clock';

/** The limit if n8n does not say how long a poll may take, in milliseconds: less than the minute between two polls. */
const USUAL_BUDGET = 50_000;

/** How long a user waits for a test event in the editor, in milliseconds. */
const TEST_EVENT_BUDGET = 300_000;

/** The share of a poll's time after which no request is started, so that requests can end in time. */
const START_SHARE = 0.8;

/** The minimum time for the requests of a poll, in milliseconds: every poll makes some progress. */
const MIN_BUDGET = 2_000;

/** The time of a poll, by the monotonic clock, in milliseconds. */
export interface PollTime {
	/** Until when requests may begin. */
	deadline: number;
	/** When the last of them is aborted. */
	end: number;
}

/**
 * Less time than n8n gives a poll: without its durable scheduler n8n abandons none, so each has to end by itself
 * (n8n's `getPollBudgetMs` leaves it a fifth of the time after which the scheduler abandons it, 2.41).
 */
export function timeOf(context: IPollFunctions): PollTime {
	const now = monotonicNow();
	const given = Math.min(context.getPollBudgetMs?.() ?? USUAL_BUDGET, USUAL_BUDGET);
	const budget = context.getMode() === 'manual' ? TEST_EVENT_BUDGET : given;
	return { deadline: now + START_SHARE * budget, end: now + Math.max(MIN_BUDGET, budget) };
}
