import { sleep, type IDataObject, type INode, type Logger } from 'n8n-workflow';

import { monotonicNow } from '../clock';
import { RECHECK_INTERVAL } from '../pause';
import type { Policy, RateLimit } from '../policy';
import { notFollowed, quotaIn, type Quota } from '../response/quota';
import { MAX_WAIT } from '../response/retryAfter';

/** The right to have one request in flight. It has to be released, whatever happens to the request. */
export interface Permit {
	/** Its request leaves only now: it had to wait for another permit besides. */
	leaveNow: () => void;
	release: () => void;
}

/** How a request asks for a permit. */
export interface AcquireOptions {
	rateLimit: RateLimit;
	/** Lowers or raises `rateLimit.inFlight` for this request. */
	inFlight?: number;
	/** How many requests a minute the user allows, in place of those of `rateLimit.window`. */
	perMinute?: number;
	/** Belongs to a request in flight that waits for it: it goes before all others, beyond the limit. */
	isPart?: boolean;
	/** It can't be made later, so it goes first, except before parts. */
	isUrgent?: boolean;
	/** A retry of a request that has waited before: it goes first, except before parts. */
	isRepeat?: boolean;
	/** Whether the request is no longer needed. */
	isCancelled: () => boolean;
}

interface Waiter extends AcquireOptions {
	/** Lower for earlier requests. */
	ticket: number;
	/** Since when it has been waiting, by the monotonic clock. */
	since: number;
	start: (permit: Permit | undefined) => void;
}

/** When a request started and, unless it is in flight, when its answer arrived. */
interface RequestTimes {
	start: number;
	end: number;
}

/** The scope in which requests in flight are counted together. */
interface InFlightCount {
	inFlight: number;
}

/** The requests that share one rate limit. */
interface Queue {
	waiting: Waiter[];
	/** The latest requests, as far back as the rate limit looks. */
	recent: RequestTimes[];
	/** How long the latest requests took, in milliseconds. */
	roundTrips: number[];
	count: InFlightCount;
}

/**
 * How many round trips show what a quick one is: enough of them, because the first of a run may all be slow, and few
 * enough to soon forget one that failed at once.
 */
const ROUND_TRIPS = { min: 3, max: 20 };

/** How long until an ignored quota is logged again, in milliseconds: an hour. */
const LOG_INTERVAL = 60 * 60_000;

/** How long a request lets urgent ones go first, in milliseconds. */
const LONGEST_BEHIND = 30_000;

/** Lets the requests of one credential leave in order, and no faster than their rate limit allows. */
export class Limiter {
	private readonly queues = new Map<RateLimit, Queue>();
	private readonly count: InFlightCount = { inFlight: 0 };
	private pausedUntil = 0;
	/** How many more requests the provider accepts, in flight or not, and until when. */
	private quota: Pick<Quota, 'left' | 'limit' | 'reset'> & { until: number } = {
		left: Infinity,
		limit: 0,
		reset: '',
		until: 0,
	};
	private loggedAt = -Infinity;
	private tickets = 0;
	private isRechecking = false;
	/** When all waiting requests were last checked for cancellation. */
	private recheckedAt = 0;

	/** Waits for a permit. Returns undefined if the request was cancelled before that. */
	async acquire(options: AcquireOptions): Promise<Permit | undefined> {
		return await new Promise((start) => {
			const { waiting } = this.queueOf(options.rateLimit);
			const ticket = ++this.tickets;
			waiting.splice(positionOf(options, waiting), 0, {
				...options,
				ticket,
				since: monotonicNow(),
				start,
			});
			this.next();
		});
	}

	/** Holds all requests for so many milliseconds, because the provider asked for it. */
	pauseFor(milliseconds: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, monotonicNow() + milliseconds);
	}

	/**
	 * Follows the provider's rate-limit headers on the remaining quota. Answers overtake each other, so the lowest
	 * remaining number of one period counts. A period that is too long to wait for is left to the provider's 429,
	 * because the header may be misleading; n8n's log reports it once an hour.
	 */
	follow(
		{ rateLimit, errors }: Pick<Policy, 'rateLimit' | 'errors'>,
		headers: IDataObject,
		logger: Pick<Logger, 'warn'>,
	): void {
		const quota = rateLimit.followsHeaders ? quotaIn(headers, errors) : undefined;
		if (!quota) return;
		const why = notFollowed(quota);
		const now = monotonicNow();
		if (why && now - this.loggedAt >= LOG_INTERVAL) {
			this.loggedAt = now;
			logger.warn(
				`What ${errors.service} says of its rate limit is not followed: ${why}. Requests go on until it answers 429.`,
			);
		}
		const { left, limit, reset, wait } = quota;
		if (why || wait > MAX_WAIT) return;
		const before = reset === this.quota.reset ? this.quota : { left: Infinity, until: Infinity };
		// The Date header is cut to seconds and the answer took time to arrive, so the earliest value is the closest.
		const until = Math.min(now + wait, before.until);
		this.quota = { left: Math.min(left, before.left), limit, reset, until };
	}

	/** Milliseconds until the quota lets a request start. Requests in flight may not be counted in it yet. */
	private waitForQuota({ isPart, rateLimit }: AcquireOptions, { inFlight }: InFlightCount): number {
		const { limit, until } = this.quota;
		const left = this.quota.left - (rateLimit.leavesHalf ? Math.floor(limit / 2) : 0);
		// A part's request is counted already: it waits for the part, so the part must not wait for it.
		const isLeft = isPart ? left > 0 : left > inFlight;
		return isLeft || !rateLimit.followsHeaders ? 0 : until - monotonicNow();
	}

	private queueOf(rateLimit: RateLimit): Queue {
		const count = rateLimit.separateQueue ? { inFlight: 0 } : this.count;
		const queue = this.queues.get(rateLimit) ?? { waiting: [], recent: [], roundTrips: [], count };
		this.queues.set(rateLimit, queue);
		return queue;
	}

	/** Starts every request that may start now, and checks again as long as one is waiting. */
	private next(): void {
		this.dropCancelled();
		let soonest = Infinity;
		let hasBegun = false;
		let isAnyoneBehind = false;
		for (const queue of this.queues.values()) {
			while (queue.waiting.length > 0 && queue.count.inFlight < maxInFlightOf(queue.waiting[0])) {
				const [first] = queue.waiting;
				if (first.isCancelled()) {
					queue.waiting.shift();
					first.start(undefined);
					continue;
				}
				const wait = Math.max(
					this.pausedUntil - monotonicNow(),
					this.waitForQuota(first, queue.count),
					waitFor(first, queue),
				);
				if (wait > 0) {
					soonest = Math.min(soonest, wait);
					break;
				}
				if (this.isBehind(queue, first)) {
					isAnyoneBehind = true;
					break;
				}
				queue.waiting.shift();
				this.begin(queue, first);
				hasBegun = true;
			}
		}
		if (isAnyoneBehind && hasBegun) return this.next();
		// If all permits are taken, the only other thing to notice may be a stop.
		if (this.isAnyoneWaiting()) this.recheckIn(soonest);
	}

	/**
	 * Whether a request of another queue, which counts together with this one, came earlier and waits only for others
	 * to end. A request that has to go alone would otherwise never get its turn while others keep following each
	 * other.
	 */
	private isBehind(queue: Queue, { isPart, ticket }: Waiter): boolean {
		if (isPart) return false;
		return [...this.queues.values()].some((other) => {
			const [first] = other === queue || other.count !== queue.count ? [] : other.waiting;
			return first !== undefined && first.ticket < ticket && waitFor(first, other) <= 0;
		});
	}

	/**
	 * Removes cancelled requests from anywhere in the queue. There may be thousands, so they are not all checked
	 * whenever one leaves.
	 */
	private dropCancelled(): void {
		if (monotonicNow() - this.recheckedAt < RECHECK_INTERVAL) return;
		this.recheckedAt = monotonicNow();
		for (const queue of this.queues.values()) dropCancelledIn(queue);
	}

	private isAnyoneWaiting(): boolean {
		return [...this.queues.values()].some(({ waiting }) => waiting.length > 0);
	}

	private begin(queue: Queue, waiting: Waiter): void {
		queue.count.inFlight++;
		const passed: RequestTimes = { start: monotonicNow(), end: Infinity };
		queue.recent.push(passed);
		let released = false;
		waiting.start({
			leaveNow: () => {
				passed.start = monotonicNow();
			},
			release: () => {
				if (released) return;
				released = true;
				passed.end = monotonicNow();
				queue.roundTrips = [...queue.roundTrips, passed.end - passed.start].slice(-ROUND_TRIPS.max);
				queue.count.inFlight--;
				this.next();
			},
		});
	}

	private recheckIn(wait: number): void {
		if (this.isRechecking) return;
		this.isRechecking = true;
		void sleep(Math.min(wait, RECHECK_INTERVAL)).then(() => {
			this.isRechecking = false;
			this.next();
		});
	}
}

/**
 * The position at which a request is added to the queue. Only the first is considered, so nobody goes before a part:
 * behind a request that the limit holds back, it would wait for the request that waits for it, a deadlock.
 */
function positionOf({ isPart, isRepeat, isUrgent }: AcquireOptions, waiting: Waiter[]): number {
	if (isPart) return 0;
	if (isRepeat) return waiting.findLastIndex((each) => each.isPart) + 1;
	if (!isUrgent) return waiting.length;
	// A steady stream of urgent requests must not block the others permanently.
	const patience = monotonicNow() - LONGEST_BEHIND;
	return waiting.findLastIndex(({ isPart: is, since }) => is || since < patience) + 1;
}

const maxInFlightOf = ({ isPart, inFlight, rateLimit }: AcquireOptions) =>
	isPart ? Infinity : Math.max(1, inFlight ?? rateLimit.inFlight);

function dropCancelledIn(queue: Queue): void {
	const cancelled = new Set(queue.waiting.filter((waiting) => waiting.isCancelled()));
	if (cancelled.size === 0) return;
	queue.waiting = queue.waiting.filter((waiting) => !cancelled.has(waiting));
	for (const waiting of cancelled) waiting.start(undefined);
}

const MINUTE = 60_000;

/** A request without an answer has reached the provider by this time at the latest. */
const ARRIVAL = 10_000;

/**
 * The window that applies to a request. A rate that the user raised is spread over the minute, in shorter windows of
 * about the same number of requests: no minute has more than the user allows.
 */
export function windowOf({
	rateLimit,
	perMinute,
}: Pick<AcquireOptions, 'rateLimit' | 'perMinute'>): RateLimit['window'] {
	const { window } = rateLimit;
	if (!window || perMinute === undefined) return window;
	const parts = Math.max(1, Math.floor(perMinute / window.requests));
	return { requests: Math.max(1, Math.floor(perMinute / parts)), milliseconds: MINUTE / parts };
}

/** Milliseconds until interval and window let a request start. */
function waitFor(options: AcquireOptions, queue: Queue): number {
	const { minInterval = 0, window: usual } = options.rateLimit;
	const window = windowOf(options);
	const now = monotonicNow();
	const lookBack = Math.max(minInterval, usual?.milliseconds ?? 0, window?.milliseconds ?? 0);
	queue.recent = queue.recent.filter(({ end }) => now - end < lookBack);
	const wait = latestArrival(queue) + minInterval - now;
	if (!window) return wait;
	const arrivals = queue.recent.map(({ start, end }) => Math.min(end, start + ARRIVAL));
	const first = arrivals.sort((a, b) => a - b).at(-window.requests) ?? -Infinity;
	return Math.max(wait, first + window.milliseconds - now);
}

/**
 * When the last request reached the provider, at the latest, if its answer travelled as fast as possible: all the
 * time that it took beyond a quick one may have been its way there.
 */
function latestArrival({ recent, roundTrips }: Queue): number {
	const last = recent.at(-1);
	if (!last) return -Infinity;
	const quick = roundTrips.length < ROUND_TRIPS.min ? 0 : Math.min(...roundTrips);
	return last.end === Infinity ? last.start : last.end - quick;
}

/** One limiter for each credential, shared by all nodes, triggers and executions of this process. */
const limiters = new Map<string, Limiter>();

/**
 * The limiter of the credential that the node uses.
 * @param used its type, if the node may have other credentials too
 */
export function limiterOf(node: INode, rateLimit: RateLimit, used?: string): Limiter {
	const all = Object.entries(node.credentials ?? {});
	const [type, credential] = all.find(([name]) => name === used) ?? all[0] ?? [node.type];
	const key = rateLimit.perIp ? type : `${type}:${credential?.id ?? ''}`;
	const limiter = limiters.get(key) ?? new Limiter();
	limiters.set(key, limiter);
	return limiter;
}
