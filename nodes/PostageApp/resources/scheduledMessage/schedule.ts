import type { INodeProperties } from 'n8n-workflow';
import { ofKind } from '../../../shared/parameters/kind';

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
