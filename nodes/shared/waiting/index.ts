import { sleep, type IExecutePaginationFunctions, type INodeExecutionData } from 'n8n-workflow';

import { monotonicNow } from '../clock';
import { deliveryIn } from '../delivery';
import { Cancelled } from '../outcome/cancelled';
import { isRepeatable, kindOf } from '../outcome/classify';
import { StatusUnread } from '../outcome/failure';
import { RECHECK_INTERVAL } from '../pause';
import type { OpenStatus, SharedRequests, Waiting } from '../policy';

type Outputs = INodeExecutionData[];

/** Milliseconds between two checks: the first interval, the factor by which they grow, and the longest. */
const INTERVALS = { first: 5_000, growth: 1.5, longest: 60_000 };

/** After so many milliseconds a status is read individually, even if it is unchanged in the provider's list. */
const LONGEST_UNREAD = 5 * 60_000;

/** By how many milliseconds the last check may be late. */
const GRACE = 1_000;

/** An item that waits for its status to become final. */
export interface WaitingItem extends OpenStatus {
	context: IExecutePaginationFunctions;
	waiting: Waiting<unknown>;
	/** The longest wait, in milliseconds. */
	atMost: number;
	/** Reads the status once, as the operation does. Throws Cancelled if it is no longer needed. */
	read: (requests: SharedRequests) => Promise<Outputs>;
	/** Whether the execution, or the run, was stopped. */
	isCancelled: () => boolean;
}

interface OpenItem extends WaitingItem {
	/** Until when it waits, and when it was last read, by the monotonic clock. */
	deadline: number;
	readAt: number;
	/** The error of the latest attempt to read it. */
	lastError?: unknown;
	resolve: (outputs: Outputs) => void;
	reject: (error: unknown) => void;
}

/** Whether nothing more is expected to change. An unknown or missing status is not final. */
export const isFinal = (outputs: Outputs): boolean =>
	outputs.length > 0 && outputs.every((output) => deliveryIn(output)?.final === true);

/**
 * The items of a run whose status is not final yet. They are checked together, at growing intervals, until each is
 * final, its time is up, or the run is stopped.
 */
export class OpenItems {
	private readonly open = new Set<OpenItem>();
	private isWatched = false;

	/**
	 * Waits for an item.
	 * @returns its outputs when the status is final, or the last ones when the time is up
	 * @throws Cancelled if the run was stopped; StatusUnread if the status can no longer be read
	 */
	async untilFinal(item: WaitingItem): Promise<Outputs> {
		if (isFinal(item.outputs)) return item.outputs;
		const now = monotonicNow();
		return await new Promise((resolve, reject) => {
			this.open.add({ ...item, deadline: now + item.atMost, readAt: now, resolve, reject });
			if (!this.isWatched) void this.watch();
		});
	}

	private async watch(): Promise<void> {
		this.isWatched = true;
		let interval = INTERVALS.first;
		while (this.open.size > 0) {
			const next = monotonicNow() + interval;
			while (this.open.size > 0 && monotonicNow() < next) {
				await this.rest(next);
				if (monotonicNow() < next) await this.check([...this.open].filter(isTimeUp));
			}
			await this.check([...this.open]);
			interval = Math.min(INTERVALS.longest, interval * INTERVALS.growth);
		}
		this.isWatched = false;
	}

	/** Waits until the next check, or until the time of an item is up. Cancelled items are removed at once. */
	private async rest(next: number): Promise<void> {
		for (;;) {
			this.dropCancelled();
			const end = [...this.open].reduce((first, { deadline }) => Math.min(first, deadline), next);
			const left = end - monotonicNow();
			if (this.open.size === 0 || left <= 0) return;
			// n8n's timers can't be cancelled, and end after whole milliseconds.
			await sleep(Math.min(Math.ceil(left), RECHECK_INTERVAL));
		}
	}

	private dropCancelled(): void {
		for (const item of this.open) {
			if (item.isCancelled()) this.close(item, () => item.reject(new Cancelled()));
		}
	}

	private async check(items: OpenItem[]): Promise<void> {
		const due = await toBeRead(items);
		await Promise.all(due.map(async (item) => await this.read(item)));
		for (const item of items) if (this.open.has(item) && isTimeUp(item)) this.timeOut(item);
	}

	private async read(item: OpenItem): Promise<void> {
		try {
			item.outputs = await item.read(requestsOf([item]));
			item.readAt = monotonicNow();
			item.lastError = undefined;
			if (isFinal(item.outputs)) this.close(item, () => item.resolve(item.outputs));
		} catch (error) {
			if (item.isCancelled()) this.close(item, () => item.reject(new Cancelled()));
			// No time was left. If a request had failed before, the current status is unknown.
			else if (error instanceof Cancelled) item.lastError = error.failure ?? item.lastError;
			// A provider that is unavailable now may be available at the next check.
			else if (isRepeatable('read', kindOf(error))) item.lastError = error;
			else this.close(item, () => item.reject(new StatusUnread(error, item.outputs)));
		}
	}

	/** The time of an item is up: that is a failure only if its current status is unknown. */
	private timeOut(item: OpenItem): void {
		const { lastError, outputs, resolve, reject } = item;
		this.close(item, () =>
			lastError === undefined ? resolve(outputs) : reject(new StatusUnread(lastError, outputs)),
		);
	}

	private close(item: OpenItem, settle: () => void): void {
		this.open.delete(item);
		settle();
	}
}

const isTimeUp = ({ deadline }: OpenItem) => monotonicNow() >= deadline;

/** The options of requests for items, which are cancelled when none of the items needs an answer any longer. */
const requestsOf = (items: OpenItem[]): SharedRequests => ({
	share: items[0].waiting.share,
	isCancelled: () =>
		items.every((item) => item.isCancelled() || monotonicNow() >= item.deadline + GRACE),
});

/** The items that may have changed. */
async function toBeRead(items: OpenItem[]): Promise<OpenItem[]> {
	if (items.length < 2) return items;
	const [{ context, waiting }] = items;
	// If the list can't be read, each item is read, and a failure then concerns that item.
	const changed = await waiting.mayHaveChanged
		?.call(context, items, requestsOf(items))
		.catch(() => undefined);
	const isOld = ({ readAt }: OpenItem) => monotonicNow() - readAt >= LONGEST_UNREAD;
	return items.filter((item, index) => changed?.[index] !== false || isOld(item));
}
