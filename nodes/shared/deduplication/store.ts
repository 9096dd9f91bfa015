import type { IExecutePaginationFunctions, IExecuteSingleFunctions } from 'n8n-workflow';

import {
	beganAt,
	callerBeganAt,
	isResumed,
	isCalledByRetry,
	isRetry,
	isSavedCompletely,
	retryOf,
	savedRunsOf,
	thisProcess,
} from '../engine/retried';
import { runIndexOf } from '../engine/sameRun';
import { hasStaticData } from '../engine/staticData';
import type { PriorSendReason } from '../outcome/failure';
import { isTool, type Run } from '../run/run';
import { BoundedStore, type Entry } from './boundedStore';

/** An unrecorded send may have left. */
export interface Unrecorded {
	/** Since when, in Unix milliseconds; NaN if unknown. */
	since: number;
	how: PriorSendReason;
}

/** What a node stores in the execution's data, which n8n saves when the execution ends, fails or waits. */
interface Note {
	sends?: Record<string, string>;
	/** Requests of an agent, without a key from the user. */
	calls?: Record<string, string>;
	/** The runs of the node that recorded their sends there, by execution: a retry starts with those before it. */
	runs?: Record<string, Array<number | 'tool'>>;
	/** There was no room for some of the sends. */
	hasForgotten?: boolean;
	/** A retry called the execution, which n8n no longer reports after a Wait. */
	isCalledByRetry?: boolean;
}

/**
 * One store for each node of each workflow, shared by all executions of this process: n8n gives each execution its
 * own static data, and the last one that ends overwrites what the others saved. All of them use this store, so
 * whichever saves last saves the records of all.
 */
const nodeStores = new Map<string, BoundedStore>();

/** The records of a node's sends. */
export class DeduplicationStore {
	/** Where an unrecorded send may have left. */
	readonly unrecorded?: Unrecorded;
	/** The records of this execution alone, for its retries and for its continuation after a Wait. */
	private readonly ofExecution: BoundedStore;
	private readonly ofNode: BoundedStore;
	private readonly savesStaticData: boolean;
	private readonly note: Note;

	constructor(private readonly context: IExecutePaginationFunctions) {
		const note = (this.note = noteOf(context));
		this.unrecorded = unrecordedIn(context, note);
		noteRun(context);
		this.ofExecution = new BoundedStore((note.sends ??= {}));

		const name = `${context.getWorkflow().id}:${context.getNode().id}`;
		this.ofNode = nodeStores.get(name) ?? new BoundedStore({});
		nodeStores.set(name, this.ofNode);
		this.ofNode.learn(context.getWorkflowStaticData('node').sends);
		this.savesStaticData = hasStaticData(context) && !hasOldStaticData(context);
	}

	/** Certain records take precedence over uncertain ones. */
	find(key: string): Entry | undefined {
		const entries = [this.ofNode.get(key), this.ofExecution.get(key)];
		return entries.find((entry) => entry?.outputs) ?? entries.find(Boolean);
	}

	keep(key: string, entry: Entry): void {
		this.ofNode.put(key, entry);
		this.ofExecution.put(key, entry);
		if (this.ofExecution.hasForgotten) this.note.hasForgotten = true;
		this.save();
	}

	forget(key: string): void {
		this.ofNode.remove(key);
		this.ofExecution.remove(key);
		this.save();
	}

	private save(): void {
		if (!this.savesStaticData) return;
		this.context.getWorkflowStaticData('node').sends = this.ofNode.kept;
	}
}

/** The requests of an agent in this execution, including before a Wait. */
export function callsOf(
	context: IExecutePaginationFunctions,
): Pick<DeduplicationStore, 'find' | 'keep' | 'forget' | 'unrecorded'> {
	const calls = new BoundedStore((noteOf(context).calls ??= {}));
	return {
		find: (key) => calls.get(key),
		keep: (key, entry) => calls.put(key, entry),
		forget: (key) => calls.remove(key),
	};
}

/** The records of the sends of the node that a run belongs to. */
export const storeOf = (context: IExecutePaginationFunctions, run: Run): DeduplicationStore =>
	run.state(DeduplicationStore, () => new DeduplicationStore(context));

const noteOf = (context: IExecuteSingleFunctions) => context.getContext('node') as Note;

/** The identity of a run in the note: all calls of an agent are one run. */
const runKeyOf = (context: IExecuteSingleFunctions) =>
	isTool(context) ? ('tool' as const) : runIndexOf(context);

/** Records that a run of the node stores its sends in the execution's data, even if it sends nothing. */
function noteRun(context: IExecuteSingleFunctions): void {
	const runs = ((noteOf(context).runs ??= {})[context.getExecutionId()] ??= []);
	const run = runKeyOf(context);
	if (!runs.includes(run)) runs.push(run);
}

/** Why the node may have sent something that is not in its note; undefined if it can't have. */
function unrecordedIn(context: IExecutePaginationFunctions, note: Note): Unrecorded | undefined {
	const { runs = {} } = note;
	const since = beganAt(context);
	if (isRetry(context)) {
		const isWhole = !note.hasForgotten && hasNoted(context, runs);
		return isWhole ? undefined : { since, how: 'cut off' };
	}
	note.isCalledByRetry ||= isCalledByRetry(context) || undefined;
	if (note.isCalledByRetry) return { since: callerBeganAt(context), how: 'called by a retry' };
	const saved = Array.from({ length: savedRunsOf(context) }, (_, run) => run);
	const noted = Object.values(runs).flat();
	const isNoted = noted.includes('tool') || saved.every((run) => noted.includes(run));
	const isForgotten = note.hasForgotten && isFromBefore(context);
	return isNoted && !isForgotten ? undefined : { since, how: 'not noted' };
}

/**
 * Whether the note of a retry covers everything that the retried execution did. A note of an earlier execution means
 * a retry that crashed, and that began with the same note.
 */
function hasNoted(context: IExecutePaginationFunctions, runs: NonNullable<Note['runs']>): boolean {
	const noted = runs[retryOf(context) ?? ''];
	const isOfAnother = noted === undefined && Object.keys(runs).length > 0;
	const run = runKeyOf(context);
	// The agent's calls after the last one in the note can't be distinguished from those before.
	const isRunNoted = run !== 'tool' && noted?.includes(run);
	return !isOfAnother && (isRunNoted || isSavedCompletely(context));
}

/**
 * Whether the execution has outdated static data. n8n saves static data as a whole, so this would revert what
 * triggers and other executions have saved since; the next execution makes up for it. A retry has the static data of
 * the time when the retried execution ended, and one that continues after a Wait that of the time when it began: what
 * was saved since is known here only if n8n was not restarted.
 */
const hasOldStaticData = (context: IExecutePaginationFunctions): boolean =>
	isRetry(context) || isFromBefore(context);

/** Whether the execution continues from a time that this process knows nothing about. */
const isFromBefore = (context: IExecutePaginationFunctions): boolean =>
	isResumed(context) && !thisProcess.has(beganAt(context));
