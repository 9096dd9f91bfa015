import { hasPassed, milliseconds, type Clock } from '../clock';
import { Messages, type Message } from './messages';
import type { Schedule } from './schedule';
import type { PostageAppSwitches } from './switches';

/** Mail that is sent when its time comes. */
export interface ScheduledEvent {
	uid: string;
	isActive: boolean;
	createdAt: Date;
	/** As it was given. */
	text: string;
	schedule: Schedule;
	/** When it happens next; null when it won't any more. */
	next: Date | null;
	/** A send_message request. */
	metadata: Record<string, unknown>;
	/** How often it has happened. */
	times: number;
}

export type Settings = Record<string, unknown> & { uid: string };

/** An account with one project in use: what all methods look into. */
export interface Account {
	clock: Clock;
	/** Project key -> address of the project. */
	projectKeys: Map<string, string>;
	accountKey: string;
	/** Of one project, as what is scheduled. */
	messages: Messages;
	events: Map<string, ScheduledEvent>;
	/** Projects that were created, by uid. */
	projects: Map<string, Settings>;
	/** By uid. */
	mailboxes: Map<string, Settings & { id: number }>;
	switches: PostageAppSwitches;
}

/** The account as another of its projects sees it, which has messages of its own. */
export const ofOtherProject = (account: Account): Account =>
	Object.create(account, {
		messages: { value: new Messages() },
		events: { value: new Map() },
	}) as Account;

/** Whether a message is kept still: one that is not is gone, and its uid free. */
export const isKept = ({ clock, switches }: Account, { createdAt }: Message): boolean =>
	clock.now().getTime() - createdAt.getTime() <= milliseconds({ days: switches.retentionDays });

/** Whether something that was taken on can be found by now. */
export const isListed = (
	{ clock, switches }: Account,
	{ createdAt }: Pick<ScheduledEvent, 'createdAt'>,
): boolean => hasPassed(clock, createdAt, switches.listDelay);
