import { NodeOperationError, type INode } from 'n8n-workflow';

import { BoundedMap } from '../bounded';
import { monotonicNow } from '../clock';
import type { Unseen } from './types';

/** A poll that is under way. */
interface Turn {
	/** When it is given up, by the monotonic clock. */
	end: number;
}

/** What a poll could not look at, of which the user has to be told. */
interface Notice extends Unseen {
	/** What n8n held for the node when it was noticed: something else after the workflow was switched on again. */
	heldIn: WeakRef<object>;
	isTold?: boolean;
}

/**
 * What this process knows of a trigger, beside the state that n8n saves. It is gone when n8n is started again,
 * and that is what tells a restart.
 */
export class ProcessMemory {
	/** The trigger has polled in this process: what it emitted before has left. */
	hasPolled = false;
	/** When its last whole poll began, by the monotonic clock. */
	polledAt?: number;
	/** Where the next poll goes on, after one that failed for what stood before it. */
	goOnAt?: string;
	private turn?: Turn;
	private notice?: Notice;

	/**
	 * Older schedulers of n8n begin a poll while another one is under way.
	 * @param end when it is given up, by the monotonic clock, however it stands then
	 * @returns undefined if it has to wait for another one
	 */
	begin(end: number): Turn | undefined {
		if (this.turn && monotonicNow() < this.turn.end) return undefined;
		this.turn = { end };
		return this.turn;
	}

	/** Whether a poll is still the one that counts. One that comes to its end too late counts for nothing. */
	isCurrent = (turn: Turn): boolean => this.turn === turn;

	end(turn: Turn): void {
		if (this.isCurrent(turn)) this.turn = undefined;
	}

	/** To be called when the trigger begins anew: what was said of what it watched before is past. */
	beginAnew(): void {
		this.notice = undefined;
	}

	/**
	 * To be called after each poll, with what it could not look at, if anything.
	 * @returns the same, if the poll before looked at all
	 */
	note(heldIn: object, unseen?: Unseen): Unseen | undefined {
		const before = this.notice;
		this.notice = unseen && (before ?? { ...unseen, heldIn: new WeakRef(heldIn) });
		return before ? undefined : unseen;
	}

	/**
	 * Fails one poll, once, for what an earlier one could not look at. Never the poll with which n8n switches a
	 * workflow on, for then it would not be switched on: it is known by what n8n holds for the node, which is new
	 * then. With its durable cursors it is new at each poll, and the log alone tells.
	 * @throws NodeOperationError
	 */
	failOnce(node: INode, heldIn: object): void {
		const { notice } = this;
		if (!notice || notice.isTold) return;
		if (notice.heldIn.deref() !== heldIn) {
			notice.heldIn = new WeakRef(heldIn);
			return;
		}
		notice.isTold = true;
		throw new NodeOperationError(node, notice.what, {
			description: `${notice.remedy} This is said once. All that could be looked at is watched as before.`,
		});
	}
}

/** Most triggers that are remembered. */
const MOST_REMEMBERED = 10_000;

const memories = new BoundedMap<string, ProcessMemory>(MOST_REMEMBERED);

/** @param trigger its workflow and node */
export function memoryOf(trigger: string): ProcessMemory {
	const memory = memories.get(trigger) ?? new ProcessMemory();
	memories.set(trigger, memory);
	return memory;
}
