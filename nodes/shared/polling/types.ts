import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

/** The state in which a poll found one thing: a customer, a message. */
export interface Snapshot {
	id: string;
	/** The state that can change: its one status, or the kinds of evidence it has. Each new state is an event. */
	states: string[];
	/** No further change is expected, so it need not be fetched again. */
	final: boolean;
	/** When it was created or changed, as far as the provider reports it; the latest is shown as the test event. */
	at?: string | null;
	/**
	 * When it was created, in milliseconds by the provider's clock. If there is more than can be stored, younger
	 * things go first, and those younger than everything that was left out are known to be new.
	 */
	createdAt?: number;
	/** It was outside of what was watched before: if it is unknown, what it shows is no news. */
	wasOutside?: boolean;
	/**
	 * The output for one new state; undefined if there is none. `previous` are the earlier states of the thing.
	 */
	toItem(state: string, previous: string[]): Promise<Output> | Output;
}

type Output = INodeExecutionData | undefined;

/** Whether the poll has used up its time. Requests that wait for their turn are then cancelled (`Cancelled`). */
export type IsTimeUp = () => boolean;

/** What a trigger watches, and how it is fetched. `Cursor` is what the source stores from poll to poll. */
export type Source<Cursor = unknown> = {
	/** The prefix of each eventId: the provider and its subject, e.g. "provider:message". */
	name: string;
	/** The initial states of a thing: one that appears later with other states has changed unseen. */
	initialStates?: string[];
	/** A state that was seen once remains, as evidence does. Otherwise, new states replace the old ones. */
	statesStay?: boolean;
	/** A thing can return to an earlier state: then that is a separate event. */
	statesReturn?: boolean;
	/** The user's settings that decide what is watched. If they change, the trigger starts over. */
	settings?: unknown;
	/** How far back it can look, in days: older changes are never seen. */
	lookBackDays?: number;
	/** What the user can do if there is more than can be stored. */
	remedy?: string;
} & (All | Named<Cursor> | Latest<Cursor>);

/** The source of each event that a trigger offers, by the value of its parameter `event`. */
export type Sources = Record<string, (context: IPollFunctions) => Source>;

/** Everything, fetched at once. */
export interface All {
	fetchAll(isTimeUp: IsTimeUp): Promise<Snapshot[]>;
}

/** Things that the user names, each fetched separately. */
export interface Named<Cursor> extends EachById<Cursor> {
	ids: string[];
}

/**
 * The latest things, as far back as the provider lists them. Open things that are no longer listed are followed by
 * their id, if that is possible.
 */
export interface Latest<Cursor> extends Partial<EachById<Cursor>> {
	fetchLatest(isTimeUp: IsTimeUp, known: Known<Cursor>): Promise<Fetched<Cursor>>;
}

/** The latest things, and what comes with fetching them. */
export interface Fetched<Cursor> {
	snapshots: Snapshot[];
	/** Which of the open things are fetched first; of the others, those unseen for the longest come first. */
	urgent?: string[];
	/** What could not be read, although it is watched. */
	unseen?: Unseen;
	/**
	 * What the next poll receives. It is written together with everything else that the poll has seen, so that both
	 * belong to the same moment: after a poll that throws, and for redelivered events, too.
	 * @param hasFailed whether an item of a thing could not be made: the next poll has to find it again
	 */
	cursor?: (hasFailed: (id: string) => boolean) => Cursor;
	/** Why some could not be fetched: the next poll tries them again. */
	failures?: Error[];
	/** Is called when the state of the poll has been written: what was fetched for it need not be kept. */
	saved?: () => void;
}

/** What a poll could not read, and so does not know. */
export interface Unseen {
	/** A sentence without its full stop. */
	what: string;
	/** What the user can do. */
	remedy: string;
	/**
	 * For a list that was not read to its end: when it was read, in milliseconds by the provider's clock. Things
	 * created up to then that are listed later are not known to be new.
	 */
	until?: number;
}

/** What is known from the previous polls. */
export interface Known<Cursor> {
	/** Nothing is known: this poll learns the current states, or fetches an example. */
	isFirst: boolean;
	/** The poll fetches an example for the editor, of which nothing is stored. */
	isExample: boolean;
	/** Everything that is known, oldest first. */
	ids: string[];
	/** The states of a thing when it was last fetched; undefined if it never was. */
	states: (id: string) => string[] | undefined;
	/** Whether a thing is known and can still change. */
	isOpen: (id: string) => boolean;
	/** Some known things had to be forgotten. */
	hasForgotten: boolean;
	/** What the source returned at the previous poll. */
	cursor?: Cursor;
}

export interface EachById<Cursor> {
	/**
	 * undefined: it can't be fetched now, and the reason is logged. Throws `Cancelled` if its turn did not come in
	 * time: it is fetched next time.
	 */
	fetchOne(id: string, isTimeUp: IsTimeUp, known: Known<Cursor>): Promise<Snapshot | undefined>;
	/** How many are fetched concurrently. */
	atOnce: number;
	/**
	 * How many of these requests a minute allows, if the provider limits them: a poll uses what has accrued since the
	 * previous one, so that some are left for the next poll and for others.
	 */
	perMinute?: number;
}

/** The state of a thing when it was last fetched. */
export interface KnownThing {
	states: string[];
	final?: boolean;
	/** How often it has left each of its earlier states. */
	left?: Record<string, number>;
}

/** What a trigger watches. If any of it changes, the trigger starts over. */
export interface Subject {
	/** The event that the user has chosen. */
	event: string;
	/** The account that the things belong to. */
	account: string;
	/** A digest of the settings that decide what is watched. */
	settings: string;
	/** The id of the credential; another credential may open the same account. */
	credential: string;
}

/** What is stored from poll to poll, in the node's static data. */
export interface PollState<Cursor> {
	subject: Subject;
	/** By id, in the order in which they were first seen. */
	things: Record<string, KnownThing>;
	/** What there was no room for. */
	leftOut?: LeftOut;
	/** Some known things had to be forgotten. */
	hasForgotten?: boolean;
	/** What the source stores for itself. */
	cursor?: Cursor;
	/** Where to continue after a poll that ran out of time. */
	next?: string;
	/** The day of the last poll, in ISO 8601; stored only if the source can't look back without limit. */
	day?: string;
	/** The latest events, from the oldest poll to the newest. */
	emitted?: Array<Emission<Cursor>>;
}

/** Things that were seen and not stored: it is unknown whether they are new. */
export interface LeftOut {
	/** Things created up to then may be among them, in Unix milliseconds; null if any thing may. */
	until: number | null;
}

/** The events of a poll, and the state before it. */
export interface Emission<Cursor> {
	/** When they were emitted first, in Unix milliseconds. */
	at: number;
	/** When they were emitted last, in Unix milliseconds: later, if they were emitted again. */
	last: number;
	/** By id; null if it was unknown. */
	before: Record<string, KnownThing | null>;
	cursor?: Cursor;
}
