import type { IExecutePaginationFunctions } from 'n8n-workflow';

import { isRetry, isSavedWhole } from '../engine/retried';
import { runIndexOf } from '../engine/sameRun';
import type { Run } from '../run/run';
import { BoundedStore, type Bounds, type Entry } from './boundedStore';

/**
 * What a node keeps from one execution to the next, in the workflow's static data. n8n copies that into
 * each execution that it saves, so it is kept small.
 */
export const KEPT: Bounds = { entries: 5_000, size: 500_000 };

/** What is kept in the data of one execution, for a retry of it. */
const KEPT_FOR_RETRY: Bounds = { entries: 10_000, size: 4_000_000 };

/** What a node leaves in the execution's data. */
interface Note {
	sends?: Record<string, string>;
	/** The runs of the node that kept their sends there. */
	runs?: number[];
}

/**
 * One store for each node of each workflow, shared by all executions of this process: n8n gives each
 * of them static data of its own, and the last one that ends overwrites what the others saved. All of
 * them hold this one, so that whichever is the last saves what all of them did.
 */
const nodeStores = new Map<string, BoundedStore>();

/** What is known of the sends of a node. */
export class DeduplicationStore {
	/**
	 * The time since when a send may have left of which no record is left, in Unix milliseconds: this is
	 * the retry of an execution that was cut off. NaN if the time is not known.
	 */
	readonly since?: number;
	private readonly ofExecution: BoundedStore;
	private readonly ofNode: BoundedStore;
	private readonly context: IExecutePaginationFunctions;

	constructor(context: IExecutePaginationFunctions) {
		this.context = context;
		const note = context.getContext('node') as Note;
		const runs = (note.runs ??= []);
		const run = runIndexOf(context);
		if (isRetry(context) && !runs.includes(run) && !isSavedWhole(context)) {
			// n8n keeps it when an execution is retried. Older versions do not tell it.
			this.since = context.getExecutionContext?.()?.establishedAt ?? NaN;
		}
		if (!runs.includes(run)) runs.push(run);
		this.ofExecution = new BoundedStore((note.sends ??= {}), KEPT_FOR_RETRY);

		const name = `${context.getWorkflow().id}:${context.getNode().id}`;
		this.ofNode = nodeStores.get(name) ?? new BoundedStore({}, KEPT);
		nodeStores.set(name, this.ofNode);
		this.ofNode.learn(context.getWorkflowStaticData('node').sends);
	}

	/** What is known for sure goes before what is not. */
	find(key: string): Entry | undefined {
		const entries = [this.ofNode.get(key), this.ofExecution.get(key)];
		return entries.find((entry) => entry?.outputs) ?? entries.find(Boolean);
	}

	keep(key: string, entry: Entry): void {
		this.ofNode.put(key, entry);
		this.ofExecution.put(key, entry);
		this.save();
	}

	forget(key: string): void {
		this.ofNode.remove(key);
		this.ofExecution.remove(key);
		this.save();
	}

	private save(): void {
		// A retry has the static data of when the retried execution ended. n8n saves it as a whole, so it
		// would take back what triggers and other nodes have saved since. The next execution makes up for it.
		if (isRetry(this.context)) return;
		this.context.getWorkflowStaticData('node').sends = this.ofNode.kept;
	}
}

/** What is known of the sends of the node that a run belongs to. */
export const storeOf = (context: IExecutePaginationFunctions, run: Run): DeduplicationStore =>
	run.state(DeduplicationStore, () => new DeduplicationStore(context));
