import type { IPollFunctions } from 'n8n-workflow';

import { isSame } from './state';
import type { PollState, Source, Subject } from './types';

const DAY = 24 * 60 * 60_000;

/** Today, in ISO 8601. */
export const today = () => new Date().toISOString().slice(0, 10);

/** Why a trigger starts over. */
function reasonOf(kept: Subject, subject: Subject): string {
	if (kept.event !== subject.event) return 'another event is chosen';
	if (kept.account === subject.account) return 'its settings are others';
	return kept.credential === subject.credential
		? 'its credential opens another account'
		: 'it has another credential, for another account';
}

const FROM_NOW_ON = 'What has changed until now is not told, what changes from now on is.';

/**
 * Logs that a trigger starts over, and what that means. For a renamed trigger n8n has no state, as for a new one,
 * because it stores a node's state under its name.
 * @param kept the state that n8n has stored for the node
 */
export function logStartOver<Cursor>(
	context: Pick<IPollFunctions, 'logger' | 'getNode'>,
	kept: PollState<Cursor> | undefined,
	subject: Subject,
	{ lookBackDays }: Pick<Source, 'lookBackDays'>,
): void {
	const { logger } = context;
	const { name } = context.getNode();
	if (!kept) {
		logger.info(`${name} is new here, or was renamed, and begins to watch. ${FROM_NOW_ON}`);
	} else if (!isSame(kept.subject, subject)) {
		logger.warn(`${name} begins anew: ${reasonOf(kept.subject, subject)}. ${FROM_NOW_ON}`);
	} else if (
		lookBackDays !== undefined &&
		kept.day &&
		Date.now() - Date.parse(kept.day) > lookBackDays * DAY
	) {
		logger.warn(
			`${name} goes on from what n8n saved on ${kept.day}, and can look back ${lookBackDays} days. If it was switched off in between, changes to what is older are not told.`,
		);
	}
}
