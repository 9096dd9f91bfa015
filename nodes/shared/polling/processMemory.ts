import { NodeOperationError, type INode } from 'n8n-workflow';

import { BoundedMap } from '../bounded';
import { monotonicNow } from '../clock';
import type { Unseen } from './types';

/** A poll in progress. */
interface Turn {
	/** When it is abandoned, by the monotonic clock. */
	end: number;
}

/** What a poll could not read, which has to be reported to the user. */
interface Notice extends Unseen {
	/**
	 * The state that n8n had for the node when it was noticed: a different one after the workflow was activated
	 * again.
	 */
	staticData: WeakRef<object>;
	isReported?: boolean;
}

/**
 * What this process knows of a trigger, in addition to the state that n8n saves. It is lost when n8n restarts, which
 * is how a restart is detected.
 */
export class ProcessMemory {
	/** When it polled for the first time in this process, whether that worked or not, in Unix milliseconds. */
	readonly since = Date.now();
	/** The trigger has polled in this process: its earlier events have left. */
	hasPolled = false;
	/** When its last complete poll began, by the monotonic clock. */
	polledAt?: number;
	/** Where the next poll continues, after one that failed because of what came before that point. */
	resumeAt?: string;
	private turn?: Turn;
	private notice?: Notice;

	/**
	 * Older schedulers of n8n start a poll while another one is in progress.
	 * @param end when it is abandoned, by the monotonic clock, whatever its progress
	 * @returns undefined if it has to wait for another one
	 */
	begin(end: number): Turn | undefined {
		if (this.turn && monotonicNow() < this.turn.end) return undefined;
		this.turn = { end };
		return this.turn;
	}

	/** Whether a poll is still the current one. The result of one that ends too late is discarded. */
	isCurrent = (turn: Turn): boolean => this.turn === turn;

	end(turn: Turn): void {
		if (this.isCurrent(turn)) this.turn = undefined;
	}

	/** To be called when the trigger starts over: reports about what it watched before no longer apply. */
	startOver(): void {
		this.notice = undefined;
	}

	/**
	 * To be called after each poll, with what it could not read, if anything.
	 * @returns the same, if the previous poll read everything
	 */
	note(staticData: object, unseen?: Unseen): Unseen | undefined {
		const before = this.notice;
		this.notice = unseen && (before ?? { ...unseen, staticData: new WeakRef(staticData) });
		return before ? undefined : unseen;
	}

	/**
	 * Fails one poll, once, because of what an earlier one could not read. Never the poll with which n8n activates a
	 * workflow, which would then not be activated: it is recognized by n8n's state for the node, which is new at that
	 * point. With durable cursors the state is new at each poll, so there is only the log.
	 * @throws NodeOperationError
	 */
	failOnce(node: INode, staticData: object): void {
		const { notice } = this;
		if (!notice || notice.isReported) return;
		if (notice.staticData.deref() !== staticData) {
			notice.staticData = new WeakRef(staticData);
			return;
		}
		notice.isReported = true;
		throw new NodeOperationError(node, notice.what, {
			description: `${notice.remedy} This is said once. All that could be looked at is watched as before.`,
		});
	}
}

/** The most triggers that are remembered. */
const MAX_REMEMBERED = 10_000;

const memories = new BoundedMap<string, ProcessMemory>(MAX_REMEMBERED);

/** @param trigger its workflow and node */
export function memoryOf(trigger: string): ProcessMemory {
	const memory = memories.get(trigger) ?? new ProcessMemory();
	memories.set(trigger, memory);
	return memory;
}
