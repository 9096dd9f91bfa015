import { sleep, type IDataObject, type INode, type Logger } from 'n8n-workflow';

import { monotonicNow } from '../clock';
import { RECHECK_INTERVAL } from '../pause';
import type { Policy, RateLimit } from '../policy';
import { notFollowed, quotaIn, type Quota } from '../response/quota';
import { MAX_WAIT } from '../response/retryAfter';

/** The right to have one request in flight. Has to be given back, whatever becomes of it. */
export interface Permit {
	release: () => void;
}

/** How a request asks for a permit. */
export interface AcquireOptions {
	rateLimit: RateLimit;
	/** Tightens or widens `rateLimit.inFlight` for this request. */
	inFlight?: number;
	/** How many requests a minute the user allows, instead of those of `rateLimit.window`. */
	perMinute?: number;
	/** Belongs to a request in flight that waits for it: it goes before all others, beyond the cap. */
	isPart?: boolean;
	/** Can't be made up for later, so it goes first, but for parts. */
	isUrgent?: boolean;
	/** A repeat of a request that has waited before: it goes first, but for parts. */
	isRepeat?: boolean;
	/** Whether the request is not wanted any more. */
	isCancelled: () => boolean;
}

interface Waiter extends AcquireOptions {
	/** Who came earlier has a lower one. */
	ticket: number;
	/** Since when it waits, by the monotonic clock. */
	since: number;
	start: (permit: Permit | undefined) => void;
}

/** When a request started and, unless it is in flight, when its answer had come. */
interface Passed {
	start: number;
	end: number;
}

/** Where requests in flight are counted together. */
interface InFlightCount {
	inFlight: number;
}

/** The requests that share one rate limit. */
interface Queue {
	waiting: Waiter[];
	/** The latest requests, as far back as the rate limit looks. */
	passed: Passed[];
	/** How long the latest requests took, in milliseconds. */
	roundTrips: number[];
	count: InFlightCount;
}

/**
 * How many round trips tell what a quick one is: at least some, for the first of a run may all be slow, and
 * so few that one that went wrong at once is forgotten.
 */
const ROUND_TRIPS = { least: 3, most: 20 };

/** What a quota that is not followed is said again after, in milliseconds: an hour. */
const SAID_FOR = 60 * 60_000;

/** How long a request lets those go first that are urgent, in milliseconds. */
const LONGEST_BEHIND = 30_000;

/** Lets the requests of one credential leave in order, and no faster than their rate limit allows. */
export class Limiter {
	private readonly queues = new Map<RateLimit, Queue>();
	private readonly count: InFlightCount = { inFlight: 0 };
	private pausedUntil = 0;
	/** How many more requests the provider takes, in flight or not, until when. */
	private quota: Pick<Quota, 'left' | 'reset'> & { until: number } = {
		left: Infinity,
		reset: '',
		until: 0,
	};
	private saidAt = -Infinity;
	private tickets = 0;
	private isRechecking = false;
	/** When all were asked whether they are still wanted. */
	private askedAt = 0;

	/** Waits for a permit. Returns undefined if the request was cancelled before it came. */
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

	/** Nothing more leaves for so many milliseconds, whoever asks: the provider said so. */
	pauseFor(milliseconds: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, monotonicNow() + milliseconds);
	}

	/**
	 * Takes the provider at its word where its rate-limit headers say how much is left. Answers overtake
	 * each other, so of one span of time the least that was said counts. A span beyond all patience is left
	 * to its 429, for the header may not be what it seems; n8n's log tells of it, once an hour.
	 */
	follow(
		{ rateLimit, errors }: Pick<Policy, 'rateLimit' | 'errors'>,
		headers: IDataObject,
		logger: Pick<Logger, 'warn'>,
	): void {
		const quota = rateLimit.followsHeaders ? quotaIn(headers) : undefined;
		if (!quota) return;
		const why = notFollowed(quota);
		const now = monotonicNow();
		if (why && now - this.saidAt >= SAID_FOR) {
			this.saidAt = now;
			logger.warn(
				`What ${errors.service} says of its rate limit is not followed: ${why}. Requests go on until it answers 429.`,
			);
		}
		const { left, reset, wait } = quota;
		if (why || wait > MAX_WAIT) return;
		const before = reset === this.quota.reset ? this.quota : { left: Infinity, until: Infinity };
		// The Date header is cut to seconds and the answer has travelled, so the earliest is the nearest.
		const until = Math.min(now + wait, before.until);
		this.quota = { left: Math.min(left, before.left), reset, until };
	}

	/** Milliseconds until the quota lets a request start. What is in flight may not be counted in it yet. */
	private waitForQuota({ isPart, rateLimit }: AcquireOptions, { inFlight }: InFlightCount): number {
		const { left, until } = this.quota;
		// A part's request is counted already: it waits for the part, so the part must not wait for it.
		const isLeft = isPart ? left > 0 : left > inFlight;
		return isLeft || !rateLimit.followsHeaders ? 0 : until - monotonicNow();
	}

	private queueOf(rateLimit: RateLimit): Queue {
		const count = rateLimit.separateQueue ? { inFlight: 0 } : this.count;
		const queue = this.queues.get(rateLimit) ?? { waiting: [], passed: [], roundTrips: [], count };
		this.queues.set(rateLimit, queue);
		return queue;
	}

	/** Starts all that may start now, and comes back as long as someone waits. */
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
		// Where all permits are given out, nothing else may come to pass until a stop has to be noticed.
		if (this.isAnyoneWaiting()) this.recheckIn(soonest);
	}

	/**
	 * Whether a request of another queue, which counts together with this one, came earlier and has nothing to
	 * wait for but that others end. One that goes alone would never see the end of requests that follow each other.
	 */
	private isBehind(queue: Queue, { isPart, ticket }: Waiter): boolean {
		if (isPart) return false;
		return [...this.queues.values()].some((other) => {
			const [first] = other === queue || other.count !== queue.count ? [] : other.waiting;
			return first !== undefined && first.ticket < ticket && waitFor(first, other) <= 0;
		});
	}

	/**
	 * Lets go of what is not wanted any more, wherever it stands in the queue. Thousands may stand there, so they
	 * are not all asked whenever one leaves.
	 */
	private dropCancelled(): void {
		if (monotonicNow() - this.askedAt < RECHECK_INTERVAL) return;
		this.askedAt = monotonicNow();
		for (const queue of this.queues.values()) dropCancelledIn(queue);
	}

	private isAnyoneWaiting(): boolean {
		return [...this.queues.values()].some(({ waiting }) => waiting.length > 0);
	}

	private begin(queue: Queue, waiting: Waiter): void {
		queue.count.inFlight++;
		const passed: Passed = { start: monotonicNow(), end: Infinity };
		queue.passed.push(passed);
		let released = false;
		waiting.start({
			release: () => {
				if (released) return;
				released = true;
				passed.end = monotonicNow();
				queue.roundTrips = [...queue.roundTrips, passed.end - passed.start].slice(
					-ROUND_TRIPS.most,
				);
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
 * Where in the queue a request is put. Only the first is looked at, so nobody goes before a part: behind
 * one that the cap keeps back it would wait for the request that waits for it, and both for good.
 */
function positionOf({ isPart, isRepeat, isUrgent }: AcquireOptions, waiting: Waiter[]): number {
	if (isPart) return 0;
	if (isRepeat) return waiting.findLastIndex((each) => each.isPart) + 1;
	if (!isUrgent) return waiting.length;
	// What is urgent again and again must not keep back for good what is not.
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

/** A request that has no answer yet has reached the provider after this time at the latest. */
const ARRIVAL = 10_000;

/**
 * The window that holds for a request. A rate that the user raised is spread over the minute, in shorter
 * windows of about as many requests: any minute has no more than the user allows.
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

/** Milliseconds until gap and window let a request start. */
function waitFor(options: AcquireOptions, queue: Queue): number {
	const { minInterval = 0, window: usual } = options.rateLimit;
	const window = windowOf(options);
	const now = monotonicNow();
	const lookBack = Math.max(minInterval, usual?.milliseconds ?? 0, window?.milliseconds ?? 0);
	queue.passed = queue.passed.filter(({ end }) => now - end < lookBack);
	const wait = latestArrival(queue) + minInterval - now;
	if (!window) return wait;
	const arrivals = queue.passed.map(({ start, end }) => Math.min(end, start + ARRIVAL));
	const first = arrivals.sort((a, b) => a - b).at(-window.requests) ?? -Infinity;
	return Math.max(wait, first + window.milliseconds - now);
}

/**
 * When the last request was at the provider, at the latest, if its answer travelled as fast as it can: all
 * that it took longer than a quick one may have been its way there.
 */
function latestArrival({ passed, roundTrips }: Queue): number {
	const last = passed.at(-1);
	if (!last) return -Infinity;
	const quick = roundTrips.length < ROUND_TRIPS.least ? 0 : Math.min(...roundTrips);
	return last.end === Infinity ? last.start : last.end - quick;
}

/** One limiter for each credential, shared by all nodes, triggers and executions of this process. */
const limiters = new Map<string, Limiter>();

/**
 * The limiter of the credential that the node uses.
 * @param used its type, where the node may have others beside it
 */
export function limiterOf(node: INode, rateLimit: RateLimit, used?: string): Limiter {
	const all = Object.entries(node.credentials ?? {});
	const [type, credential] = all.find(([name]) => name === used) ?? all[0] ?? [node.type];
	const key = rateLimit.perIp ? type : `${type}:${credential?.id ?? ''}`;
	const limiter = limiters.get(key) ?? new Limiter();
	limiters.set(key, limiter);
	return limiter;
}
