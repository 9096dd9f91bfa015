import type { INodeExecutionData } from 'n8n-workflow';

/** What a poll saw of one thing: a customer, a message. */
export interface Sighting {
	id: string;
	/** What can change about it: its one status, or the kinds of proof it has. Each new mark is an event. */
	marks: string[];
	/** No further change is expected, so it need not be looked at again. */
	final: boolean;
	/** When it came about or changed, as far as the provider tells; the latest is shown as test event. */
	at?: string | null;
	/**
	 * The output for one new mark; undefined if it is none to tell of. `previous` are the marks that it had
	 * before.
	 */
	toItem(mark: string, previous: string[]): Promise<Output> | Output;
}

type Output = INodeExecutionData | undefined;

/** Whether the poll has used up its time. Requests that wait for their turn then give up (Halted). */
export type IsTimeUp = () => boolean;

/** What a trigger watches, and how it is seen. */
export type Source = {
	/** Begins each eventId: the provider and what it is about, e.g. "provider:message". */
	name: string;
	/** Marks that a thing has from its birth: one that appears later with others has changed unseen. */
	initialMarks?: string[];
	/** A mark once seen stays, as a proof does. Otherwise the new take the place of the old. */
	marksStay?: boolean;
} & (List | Named | Latest);

/** All there is, seen by one look. */
export interface List {
	lookAtAll(isTimeUp: IsTimeUp): Promise<Sighting[]>;
}

/** Things that the user names, each looked at by itself. */
export interface Named extends EachById {
	ids: string[];
}

/**
 * The latest things, as far back as the provider shows them. What is still open and not shown any more
 * is followed by its id, where that is possible.
 */
export interface Latest extends Partial<EachById> {
	/** `isOpen` tells whether a thing was seen before and can still change. */
	lookAtLatest(
		isOpen: (id: string) => boolean,
		isTimeUp: IsTimeUp,
		recall: Recall,
	): Promise<Sighting[]>;
	/** Which of the open things are looked at first; they come longest unseen first. */
	inOrder?(ids: string[]): string[];
}

/** What a source may ask of the polls before. */
export interface Recall {
	/** Nothing was ever seen: this poll learns how things stand, or shows an example. */
	isFirst: boolean;
	/** All that is remembered, oldest first; undefined when an example is asked for. */
	ids?: string[];
	/** The marks of a thing when it was last seen; undefined if it never was. */
	marks: (id: string) => string[] | undefined;
}

interface EachById {
	/**
	 * undefined: it can't be seen now, and the reason is logged. Throws Halted if it was not its turn
	 * before time was up: it is looked at next time.
	 */
	lookAt: (id: string, isTimeUp: IsTimeUp) => Promise<Sighting | undefined>;
	/** How many are looked at at once. */
	atOnce: number;
	/**
	 * How many looks a minute pays for, where the provider limits them: a poll spends what has come in since
	 * the one before, so that the next one and others find something left.
	 */
	perMinute?: number;
}
