import type { IExecutePaginationFunctions, IExecuteSingleFunctions } from 'n8n-workflow';

import {
	beganAt,
	callerBeganAt,
	goesOn,
	isCalledByRetry,
	isRetry,
	isSavedWhole,
	retryOf,
	savedRunsOf,
	thisProcess,
} from '../engine/retried';
import { runIndexOf } from '../engine/sameRun';
import { hasStaticData } from '../engine/staticData';
import type { Earlier } from '../outcome/failure';
import { isTool, type Run } from '../run/run';
import { BoundedStore, type Entry } from './boundedStore';

/** A send may have left of which there is no record. */
export interface Unrecorded {
	/** Since when, in Unix milliseconds; NaN if that is not known. */
	since: number;
	how: Earlier;
}

/** What a node leaves in the execution's data, which n8n saves when the execution ends, fails or waits. */
interface Note {
	sends?: Record<string, string>;
	/** What an agent has asked for, without a key of its user's. */
	calls?: Record<string, string>;
	/** The runs of the node that kept their sends there, by execution: a retry begins with those before it. */
	runs?: Record<string, Array<number | 'tool'>>;
	/** There was no room for some of the sends. */
	hasForgotten?: boolean;
	/** The execution was called by a retry, which n8n does not tell any more after a Wait. */
	isCalledByRetry?: boolean;
}

/**
 * One store for each node of each workflow, shared by all executions of this process: n8n gives each
 * of them static data of its own, and the last one that ends overwrites what the others saved. All of
 * them hold this one, so that whichever is the last saves what all of them did.
 */
const nodeStores = new Map<string, BoundedStore>();

/** What is known of the sends of a node. */
export class DeduplicationStore {
	/** Where a send may have left of which there is no record. */
	readonly unrecorded?: Unrecorded;
	/** Of this execution alone, for its retries and for when it goes on after a Wait. */
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

	/** What is known for sure goes before what is not. */
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

/** What an agent has asked for in this execution, also before a Wait. */
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

/** What is known of the sends of the node that a run belongs to. */
export const storeOf = (context: IExecutePaginationFunctions, run: Run): DeduplicationStore =>
	run.state(DeduplicationStore, () => new DeduplicationStore(context));

const noteOf = (context: IExecuteSingleFunctions) => context.getContext('node') as Note;

/** What a run of the node is noted by: all calls of an agent are one. */
const runKeyOf = (context: IExecuteSingleFunctions) =>
	isTool(context) ? ('tool' as const) : runIndexOf(context);

/** Notes that a run of the node keeps its sends in the execution's data, also if it comes to send nothing. */
function noteRun(context: IExecuteSingleFunctions): void {
	const runs = ((noteOf(context).runs ??= {})[context.getExecutionId()] ??= []);
	const run = runKeyOf(context);
	if (!runs.includes(run)) runs.push(run);
}

/** How it comes that the node may have sent what is not in its note; undefined if it can't have. */
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
 * Whether the note of a retry has all that the retried execution did. Where it is of an earlier one, that was a retry
 * which has crashed, and began with the same note.
 */
function hasNoted(context: IExecutePaginationFunctions, runs: NonNullable<Note['runs']>): boolean {
	const noted = runs[retryOf(context) ?? ''];
	const isOfAnother = noted === undefined && Object.keys(runs).length > 0;
	const run = runKeyOf(context);
	// The calls of an agent after the one that was noted last can not be told from those before.
	const isRunNoted = run !== 'tool' && noted?.includes(run);
	return !isOfAnother && (isRunNoted || isSavedWhole(context));
}

/**
 * Whether the execution has the static data of some time ago. n8n saves it as a whole, so it would take back what
 * triggers and other executions have saved since; the next execution makes up for it. A retry has that of when the
 * retried execution ended, and one that goes on after a Wait that of when it began: what was saved since is known
 * here only if n8n was not started anew.
 */
const hasOldStaticData = (context: IExecutePaginationFunctions): boolean =>
	isRetry(context) || isFromBefore(context);

/** Whether the execution goes on from a time of which this process knows nothing. */
const isFromBefore = (context: IExecutePaginationFunctions): boolean =>
	goesOn(context) && !thisProcess.has(beganAt(context));
