import { hasPassed, milliseconds, type Clock } from '../clock';
import { Messages, type Message } from './messages';
import type { Schedule } from './schedule';
import type { PostageAppSwitches } from './switches';

/** A mail that is sent at a scheduled time. */
export interface ScheduledEvent {
	uid: string;
	isActive: boolean;
	createdAt: Date;
	/** The schedule as it was given. */
	text: string;
	schedule: Schedule;
	/** The next time that it happens; null if it will not happen again. */
	next: Date | null;
	/** A send_message request. */
	metadata: Record<string, unknown>;
	/** How many times it has happened. */
	times: number;
}

export type Settings = Record<string, unknown> & { uid: string };

/** An account with one project in use, shared by all methods. */
export interface Account {
	clock: Clock;
	/** Project key -> address of the project. */
	projectKeys: Map<string, string>;
	accountKey: string;
	/** The messages of one project; `events` are of the same project. */
	messages: Messages;
	events: Map<string, ScheduledEvent>;
	/** Projects that were created, by uid. */
	projects: Map<string, Settings>;
	/** By uid. */
	mailboxes: Map<string, Settings & { id: number }>;
	switches: PostageAppSwitches;
}

/** The account as seen from another of its projects, which has its own messages. */
export const ofOtherProject = (account: Account): Account =>
	Object.create(account, {
		messages: { value: new Messages() },
		events: { value: new Map() },
	}) as Account;

/** Whether a message is still kept. If not, it counts as deleted, and its UID is free again. */
export const isKept = ({ clock, switches }: Account, { createdAt }: Message): boolean =>
	clock.now().getTime() - createdAt.getTime() <= milliseconds({ days: switches.retentionDays });

/** Whether something that was accepted can already be found. */
export const isListed = (
	{ clock, switches }: Account,
	{ createdAt }: Pick<ScheduledEvent, 'createdAt'>,
): boolean => hasPassed(clock, createdAt, switches.listDelay);
