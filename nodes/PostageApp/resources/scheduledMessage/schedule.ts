import type { IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

import { isRetry } from '../../../shared/engine/retried';
import { badInput } from '../../../shared/parameters/badInput';
import { ofKind } from '../../../shared/parameters/kind';
import { endOf } from '../../../shared/parameters/schedule';
import { runOf } from '../../../shared/run/run';

/** When a run began, as an attempt to repeat what it has sent may come much later. */
class Beginning {
	readonly at = Date.now();
}

/** For an expression that says "now", and loses the seconds. In milliseconds. */
const SLACK = 60_000;

/**
 * PostageApp does not document what becomes of a message whose time is over. So one that is new is refused; one that may
 * exist already is left to PostageApp, which knows it by its UID.
 * @param isNamed whether the user has named the message, by a UID or a deduplication key
 */
export function assertAhead(
	context: IExecuteSingleFunctions,
	schedule: string,
	isNamed: boolean,
): void {
	const { at } = runOf(context).state(Beginning, () => new Beginning());
	if (isNamed || isRetry(context) || !(endOf(schedule) < at - SLACK)) return;
	throw badInput(
		context,
		`The time of the schedule is over: ${schedule}`,
		'Enter a time that is still to come, in UTC.',
	);
}

/** When to send, in one of the formats on PostageApp's page about schedules. */
export const scheduleField: INodeProperties = ofKind('schedule', {
	displayName: 'Schedule',
	name: 'schedule',
	type: 'string',
	default: '',
	placeholder: 'e.g. every day at 1am',
	hint: 'Such as "2026-03-05 13:30:00", "in 5 minutes", "5 days from now", "tomorrow", "every 3 hours", "@hourly" or a crontab line. All in UTC.',
	description: 'When to send, once or again and again',
});
