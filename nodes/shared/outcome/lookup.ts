import type { IExecutePaginationFunctions } from 'n8n-workflow';

import type { LookedUp, Policy } from '../policy';

/**
 * Asks the provider, if it can be asked, what became of a send.
 * @param sent what the request was about
 * @param sentAt when it left, or since when it may have
 */
export const lookUp = async (
	context: IExecutePaginationFunctions,
	policy: Policy<unknown>,
	sent: unknown,
	sentAt: Date,
): Promise<LookedUp> => await policy.lookup?.call(context, sent, sentAt).catch(() => undefined);
