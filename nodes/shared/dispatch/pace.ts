import { sleep, type IDataObject, type INode } from 'n8n-workflow';

/** How fast requests of one kind may leave. All limits hold together. */
export interface Pace {
	/** Most requests in flight at once, counted over all that the credential has in flight. */
	inFlight: number;
	/** Has room of its own: it is not counted among the credential's other requests, nor they here. */
	isApart?: boolean;
	/**
	 * Least time from one request's arrival at the provider to the next one's, in milliseconds, as far as
	 * that can be told: from start to start, and more after a request that took longer than others.
	 */
	gap?: number;
	/**
	 * At most `requests` in any `milliseconds`, whenever they reach the provider between their start and
	 * their answer: one counts from its start until so long after its answer.
	 */
	window?: { requests: number; milliseconds: number };
	/** The provider counts by IP address, so all credentials of this type share one limiter. */
	perAddress?: boolean;
	/** The provider says in X-RateLimit-Remaining and -Reset (Unix seconds) how many may come until when. */
	followsHeaders?: boolean;
}

/** The right to have one request in flight. Has to be given back, whatever becomes of it. */
export interface Slot {
	release: () => void;
}

/** How a request asks for its turn. */
export interface Turn {
	pace: Pace;
	/** Tightens or widens `pace.inFlight` for this request. */
	inFlight?: number;
	/** How many requests a minute the user allows, instead of those of `pace.window`. */
	perMinute?: number;
	/** Belongs to a request that is under way and waits for it: it goes before all others, beyond the cap. */
	isPart?: boolean;
	/** Can't be made up for later, so it goes first, but for parts. */
	isUrgent?: boolean;
	/** A repeat of a request that was in line before: it goes first, but for parts. */
	isRepeat?: boolean;
	/** Whether the request is not wanted any more. */
	isHalted: () => boolean;
}

interface Waiting extends Turn {
	start: (slot: Slot | undefined) => void;
}

/** When a request started and, unless it is in flight, when its answer had come. */
interface Passed {
	start: number;
	end: number;
}

/** Where requests in flight are counted together. */
interface Room {
	inFlight: number;
}

/** The requests that share one pace. */
interface Lane {
	waiting: Waiting[];
	/** The latest requests, as far back as the pace looks. */
	passed: Passed[];
	/** How long the latest requests took, in milliseconds. */
	roundTrips: number[];
	room: Room;
}

/**
 * How many round trips tell what a quick one is: at least some, for the first of a run may all be slow, and
 * so few that one that went wrong at once is forgotten.
 */
const ROUND_TRIPS = { least: 3, most: 20 };

/** How many more requests a provider takes, in flight or not, until when (Unix milliseconds). */
interface Quota {
	left: number;
	until: number;
}

/** A provider that wants more time than this (15 minutes) is not waited for: the user has to know. */
export const PATIENCE = 15 * 60_000;

/** Timers of n8n can't be cancelled, so waiting is done in naps: a halted run is noticed after one. */
const NAP = 200;

/** Lets the requests of one credential leave in order, and no faster than their pace allows. */
export class Limiter {
	private readonly lanes = new Map<Pace, Lane>();
	private readonly room: Room = { inFlight: 0 };
	private heldUntil = 0;
	private quota: Quota = { left: Infinity, until: 0 };
	private napping = false;
	/** When all were asked whether they are still wanted. */
	private askedAt = 0;

	/** Waits for a turn. Returns undefined if the request was halted before its turn came. */
	async slot(turn: Turn): Promise<Slot | undefined> {
		return await new Promise((start) => {
			const { waiting } = this.lane(turn.pace);
			waiting.splice(placeOf(turn, waiting), 0, { ...turn, start });
			this.next();
		});
	}

	/** Nothing more leaves for so many milliseconds, whoever asks: the provider said so. */
	hold(milliseconds: number): void {
		this.heldUntil = Math.max(this.heldUntil, Date.now() + milliseconds);
	}

	/**
	 * Takes the provider at its word where its rate-limit headers say how much is left. Answers overtake
	 * each other, so of one span of time the least that was said counts. A span beyond all patience is left
	 * to its 429: the clocks may differ, or the header may not be what it seems.
	 */
	follow(pace: Pace, headers: IDataObject): void {
		if (!pace.followsHeaders) return;
		const left = Number(headers['x-ratelimit-remaining'] ?? NaN);
		const until = Number(headers['x-ratelimit-reset']) * 1000;
		if (!(left >= 0 && until > 0) || until - Date.now() > PATIENCE) return;
		const before = until === this.quota.until ? this.quota.left : Infinity;
		this.quota = { left: Math.min(left, before), until };
	}

	/** Milliseconds until the quota lets a request start. What is in flight may not be counted in it yet. */
	private waitForQuota({ isPart, pace }: Turn, { inFlight }: Room): number {
		const { left, until } = this.quota;
		// A part's request is counted already: it waits for the part, so the part must not wait for it.
		const isLeft = isPart ? left > 0 : left > inFlight;
		return isLeft || !pace.followsHeaders ? 0 : until - Date.now();
	}

	private lane(pace: Pace): Lane {
		const room = pace.isApart ? { inFlight: 0 } : this.room;
		const lane = this.lanes.get(pace) ?? { waiting: [], passed: [], roundTrips: [], room };
		this.lanes.set(pace, lane);
		return lane;
	}

	/** Starts all that may start now, and comes back when time alone will let more start. */
	private next(): void {
		let soonest = this.dropHalted();
		for (const lane of this.lanes.values()) {
			while (lane.waiting.length > 0 && lane.room.inFlight < inFlightOf(lane.waiting[0])) {
				const [first] = lane.waiting;
				if (first.isHalted()) {
					lane.waiting.shift();
					first.start(undefined);
					continue;
				}
				const wait = Math.max(
					this.heldUntil - Date.now(),
					this.waitForQuota(first, lane.room),
					waitFor(first, lane),
				);
				if (wait > 0) {
					soonest = Math.min(soonest, wait);
					break;
				}
				lane.waiting.shift();
				this.begin(lane, first);
			}
		}
		if (soonest < Infinity) this.nap(soonest);
	}

	/**
	 * Lets go of what is not wanted any more, wherever it stands in line. Thousands may stand there, so they
	 * are not all asked whenever one leaves.
	 * @returns milliseconds until they have to be asked again, if they were asked just before
	 */
	private dropHalted(): number {
		const since = Date.now() - this.askedAt;
		if (since < NAP) return this.isAnyoneWaiting() ? NAP - since : Infinity;
		this.askedAt = Date.now();
		for (const lane of this.lanes.values()) dropHalted(lane);
		return Infinity;
	}

	private isAnyoneWaiting(): boolean {
		return [...this.lanes.values()].some(({ waiting }) => waiting.length > 0);
	}

	private begin(lane: Lane, waiting: Waiting): void {
		lane.room.inFlight++;
		const passed: Passed = { start: Date.now(), end: Infinity };
		lane.passed.push(passed);
		let released = false;
		waiting.start({
			release: () => {
				if (released) return;
				released = true;
				passed.end = Date.now();
				lane.roundTrips = [...lane.roundTrips, passed.end - passed.start].slice(-ROUND_TRIPS.most);
				lane.room.inFlight--;
				this.next();
			},
		});
	}

	private nap(wait: number): void {
		if (this.napping) return;
		this.napping = true;
		void sleep(Math.min(wait, NAP)).then(() => {
			this.napping = false;
			this.next();
		});
	}
}

/**
 * Where in line a turn is taken. Only the first in line is looked at, so nobody goes before a part: behind
 * one that the cap keeps back it would wait for the request that waits for it, and both for good.
 */
function placeOf({ isPart, isRepeat, isUrgent }: Turn, waiting: Waiting[]): number {
	if (isPart) return 0;
	const isFirst = isRepeat || isUrgent;
	return isFirst ? waiting.findLastIndex((each) => each.isPart) + 1 : waiting.length;
}

const inFlightOf = ({ isPart, inFlight, pace }: Turn) =>
	isPart ? Infinity : Math.max(1, inFlight ?? pace.inFlight);

function dropHalted(lane: Lane): void {
	const halted = lane.waiting.filter((waiting) => waiting.isHalted());
	if (halted.length === 0) return;
	lane.waiting = lane.waiting.filter((waiting) => !halted.includes(waiting));
	for (const waiting of halted) waiting.start(undefined);
}

const MINUTE = 60_000;

/** A request that has no answer yet has reached the provider after this time at the latest. */
const ARRIVAL = 10_000;

/**
 * The window that holds for a turn. A rate that the user raised is spread over the minute, in shorter
 * windows of about as many requests: any minute has no more than the user allows.
 */
export function windowOf({ pace, perMinute }: Pick<Turn, 'pace' | 'perMinute'>): Pace['window'] {
	const { window } = pace;
	if (!window || perMinute === undefined) return window;
	const parts = Math.max(1, Math.floor(perMinute / window.requests));
	return { requests: Math.max(1, Math.floor(perMinute / parts)), milliseconds: MINUTE / parts };
}

/** Milliseconds until gap and window let a request start. */
function waitFor(turn: Turn, lane: Lane): number {
	const { gap = 0, window: usual } = turn.pace;
	const window = windowOf(turn);
	const now = Date.now();
	const lookBack = Math.max(gap, usual?.milliseconds ?? 0, window?.milliseconds ?? 0);
	lane.passed = lane.passed.filter(({ end }) => now - end < lookBack);
	const wait = latestArrival(lane) + gap - now;
	if (!window) return wait;
	const arrivals = lane.passed.map(({ start, end }) => Math.min(end, start + ARRIVAL));
	const first = arrivals.sort((a, b) => a - b).at(-window.requests) ?? -Infinity;
	return Math.max(wait, first + window.milliseconds - now);
}

/**
 * When the last request was at the provider, at the latest, if its answer travelled as fast as it can: all
 * that it took longer than a quick one may have been its way there.
 */
function latestArrival({ passed, roundTrips }: Lane): number {
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
export function limiterOf(node: INode, pace: Pace, used?: string): Limiter {
	const all = Object.entries(node.credentials ?? {});
	const [type, credential] = all.find(([name]) => name === used) ?? all[0] ?? [node.type];
	const key = pace.perAddress ? type : `${type}:${credential?.id ?? ''}`;
	const limiter = limiters.get(key) ?? new Limiter();
	limiters.set(key, limiter);
	return limiter;
}

/** Waits, and looks up now and then whether it is still wanted. */
export async function pause(milliseconds: number, isHalted: () => boolean): Promise<void> {
	for (let left = milliseconds; left > 0 && !isHalted(); left -= NAP) {
		await sleep(Math.min(left, NAP));
	}
}
