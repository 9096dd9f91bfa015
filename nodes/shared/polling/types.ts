import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

/** How a poll found one thing: a customer, a message. */
export interface Snapshot {
	id: string;
	/** What can change about it: its one status, or the kinds of proof it has. Each new state is an event. */
	states: string[];
	/** No further change is expected, so it need not be fetched again. */
	final: boolean;
	/** When it came about or changed, as far as the provider tells; the latest is shown as test event. */
	at?: string | null;
	/**
	 * When it came into being, in milliseconds by the provider's clock. Where there is more than can be kept in
	 * mind, the younger go first, and what is younger than all that was left out is known to be new.
	 */
	createdAt?: number;
	/**
	 * The output for one new state; undefined if there is none. `previous` are the states that the thing had
	 * before.
	 */
	toItem(state: string, previous: string[]): Promise<Output> | Output;
}

type Output = INodeExecutionData | undefined;

/** Whether the poll has used up its time. Requests that wait for their turn then give up (`Cancelled`). */
export type IsTimeUp = () => boolean;

/** What a trigger watches, and how it is fetched. `Cursor` is what the source keeps from poll to poll. */
export type Source<Cursor = unknown> = {
	/** Begins each eventId: the provider and what it is about, e.g. "provider:message". */
	name: string;
	/** States that a thing has from its birth: one that appears later with others has changed unseen. */
	initialStates?: string[];
	/** A state once seen stays, as a proof does. Otherwise the new take the place of the old. */
	statesStay?: boolean;
	/** A thing can come into a state that it has left before: then that is an event of its own. */
	statesReturn?: boolean;
	/** What the user has set that decides what is watched. If it changes, the trigger begins anew. */
	settings?: unknown;
	/** How far back it can look, in days: what has changed and is older than that is never seen. */
	reach?: number;
	/** What the user can do where there is more than can be kept in mind. */
	remedy?: string;
} & (All | Named<Cursor> | Latest<Cursor>);

/** The source of each event that a trigger offers, by the value of its parameter `event`. */
export type Sources = Record<string, (context: IPollFunctions) => Source>;

/** All there is, fetched at once. */
export interface All {
	fetchAll(isTimeUp: IsTimeUp): Promise<Snapshot[]>;
}

/** Things that the user names, each fetched by itself. */
export interface Named<Cursor> extends EachById<Cursor> {
	ids: string[];
}

/**
 * The latest things, as far back as the provider shows them. What is still open and not shown any more
 * is followed by its id, where that is possible.
 */
export interface Latest<Cursor> extends Partial<EachById<Cursor>> {
	fetchLatest(isTimeUp: IsTimeUp, known: Known<Cursor>): Promise<Fetched<Cursor>>;
}

/** The latest things, and what comes of fetching them. */
export interface Fetched<Cursor> {
	snapshots: Snapshot[];
	/** Which of the open things are fetched first; the others come longest unseen first. */
	urgent?: string[];
	/** What could not be looked at, though it belongs to what is watched. */
	unseen?: Unseen;
	/**
	 * What the next poll is handed. It is written together with all else that the poll has seen, so that
	 * both are of the same moment: after a poll that throws, and where events are redelivered, as well.
	 * @param hasFailed whether an item of a thing could not be made: the next poll has to find it again
	 */
	cursor?: (hasFailed: (id: string) => boolean) => Cursor;
}

/** What a poll could not look at, and so does not know. */
export interface Unseen {
	/** A sentence without its full stop. */
	what: string;
	/** What the user can do. */
	remedy: string;
	/**
	 * Of a list that was not read to its end: when it was read, in milliseconds by the provider's clock. What came
	 * into being until then and shows later is not known to be new.
	 */
	until?: number;
}

/** What is known from the polls before. */
export interface Known<Cursor> {
	/** Nothing is: this poll learns how things stand, or fetches an example. */
	isFirst: boolean;
	/** The poll fetches an example for the editor, and nothing of it will be known. */
	isExample: boolean;
	/** All that is known, oldest first. */
	ids: string[];
	/** The states of a thing when it was last fetched; undefined if it never was. */
	states: (id: string) => string[] | undefined;
	/** Whether a thing is known and can still change. */
	isOpen: (id: string) => boolean;
	/** Some of what was known had to be forgotten. */
	hasForgotten: boolean;
	/** What the source returned at the poll before. */
	cursor?: Cursor;
}

export interface EachById<Cursor> {
	/**
	 * undefined: it can't be fetched now, and the reason is logged. Throws `Cancelled` if it was not its turn
	 * before time was up: it is fetched next time.
	 */
	fetchOne(id: string, isTimeUp: IsTimeUp, known: Known<Cursor>): Promise<Snapshot | undefined>;
	/** How many are fetched at once. */
	atOnce: number;
	/**
	 * How many of these requests a minute pays for, where the provider limits them: a poll spends what has
	 * come in since the one before, so that the next one and others find something left.
	 */
	perMinute?: number;
}

/** How a thing was when it was last fetched. */
export interface KnownThing {
	states: string[];
	final?: boolean;
	/** How often it has left each state that it was in before. */
	left?: Record<string, number>;
}

/** What a trigger watches. If any of it changes, it begins anew. */
export interface Subject {
	/** The name of the source. */
	event: string;
	/** Whose things they are. */
	account: string;
	/** A digest of the settings that decide what is watched. */
	settings: string;
	/** The id of the credential, which may open the same account as another one. */
	credential: string;
}

/** What is kept from poll to poll, in the node's static data. */
export interface PollState<Cursor> {
	subject: Subject;
	/** By id, those that were seen first at the beginning. */
	things: Record<string, KnownThing>;
	/** What there was no room for. */
	leftOut?: LeftOut;
	/** Some of what was known had to be forgotten. */
	hasForgotten?: boolean;
	/** What the source keeps for itself. */
	cursor?: Cursor;
	/** Where a poll that ran out of time has to go on. */
	next?: string;
	/** The day of the last poll, in ISO 8601; kept only where the source can't look back for ever. */
	day?: string;
	/** What the last poll has emitted, if anything. */
	emitted?: LastEmitted<Cursor>;
}

/** Things that were seen and not kept in mind: of those, nobody knows whether they are new. */
export interface LeftOut {
	/** What came into being until then may be one of them, in Unix milliseconds; null if anything may. */
	until: number | null;
}

/** What a poll has emitted, and the state before it. */
export interface LastEmitted<Cursor> {
	/** Unix milliseconds. */
	at: number;
	/** By id; null if it was not known. */
	before: Record<string, KnownThing | null>;
	cursor?: Cursor;
}
