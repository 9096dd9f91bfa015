import { sleep, type IDataObject, type INode } from 'n8n-workflow';

/** How fast requests of one kind may leave. All limits hold together. */
export interface Pace {
	/** Most requests in flight at once, counted over all that the credential has in flight. */
	inFlight: number;
	/** Least time from the start of one request to the start of the next, in milliseconds. */
	gap?: number;
	/** At most `requests` starts in any `milliseconds`. */
	window?: { requests: number; milliseconds: number };
	/** The provider counts by IP address, so all credentials of this type share one limiter. */
	perAddress?: boolean;
	/** The provider says in X-RateLimit-Remaining and X-RateLimit-Reset (Unix seconds) when to wait. */
	followsHeaders?: boolean;
}

/** The right to have one request in flight. Has to be given back, whatever becomes of it. */
export interface Slot {
	release(): void;
}

/** How a request asks for its turn. */
export interface Turn {
	pace: Pace;
	/** Tightens or widens `pace.inFlight` for this request. */
	inFlight?: number;
	/** A repeat of a request that was in line before: it goes first. */
	isRepeat?: boolean;
	/** Whether the request is not wanted any more. */
	isHalted: () => boolean;
}

interface Waiting extends Turn {
	start: (slot: Slot | undefined) => void;
}

/** The requests that share one pace. */
interface Lane {
	waiting: Waiting[];
	/** When the latest requests started, as far back as the pace looks. */
	starts: number[];
}

/** Timers of n8n can't be cancelled, so waiting is done in naps: a halted run is noticed after one. */
const NAP = 200;

/** Lets the requests of one credential leave in order, and no faster than their pace allows. */
export class Limiter {
	private readonly lanes = new Map<Pace, Lane>();
	private inFlight = 0;
	private heldUntil = 0;
	private napping = false;

	/** Waits for a turn. Returns undefined if the request was halted before its turn came. */
	async slot(turn: Turn): Promise<Slot | undefined> {
		return await new Promise((start) => {
			const { waiting } = this.lane(turn.pace);
			if (turn.isRepeat) waiting.unshift({ ...turn, start });
			else waiting.push({ ...turn, start });
			this.next();
		});
	}

	/** Nothing more leaves for so many milliseconds, whoever asks: the provider said so. */
	hold(milliseconds: number): void {
		this.heldUntil = Math.max(this.heldUntil, Date.now() + milliseconds);
	}

	/** Takes the provider at its word where its rate-limit headers say that nothing is left. */
	follow(pace: Pace, headers: IDataObject): void {
		if (!pace.followsHeaders || Number(headers['x-ratelimit-remaining']) !== 0) return;
		const reset = Number(headers['x-ratelimit-reset']);
		if (reset > 0) this.hold(reset * 1000 - Date.now());
	}

	private lane(pace: Pace): Lane {
		const lane = this.lanes.get(pace) ?? { waiting: [], starts: [] };
		this.lanes.set(pace, lane);
		return lane;
	}

	/** Starts all that may start now, and comes back when time alone will let more start. */
	private next(): void {
		let soonest = Infinity;
		for (const [pace, lane] of this.lanes) {
			dropHalted(lane);
			while (lane.waiting.length > 0 && this.inFlight < inFlightOf(lane.waiting[0])) {
				const wait = Math.max(this.heldUntil - Date.now(), waitFor(pace, lane));
				if (wait > 0) {
					soonest = Math.min(soonest, wait);
					break;
				}
				this.begin(lane, lane.waiting.shift()!);
			}
		}
		if (soonest < Infinity) this.nap(soonest);
	}

	private begin(lane: Lane, waiting: Waiting): void {
		this.inFlight++;
		lane.starts.push(Date.now());
		let released = false;
		waiting.start({
			release: () => {
				if (released) return;
				released = true;
				this.inFlight--;
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

const inFlightOf = (turn: Turn) => Math.max(1, turn.inFlight ?? turn.pace.inFlight);

function dropHalted(lane: Lane): void {
	const halted = lane.waiting.filter((waiting) => waiting.isHalted());
	if (halted.length === 0) return;
	lane.waiting = lane.waiting.filter((waiting) => !halted.includes(waiting));
	for (const waiting of halted) waiting.start(undefined);
}

/** Milliseconds until the lane's gap and window let its next request start. */
function waitFor({ gap = 0, window }: Pace, lane: Lane): number {
	const now = Date.now();
	const span = window?.milliseconds ?? 0;
	const lookBack = Math.max(gap, span);
	lane.starts = lane.starts.filter((start) => now - start < lookBack);
	const last = lane.starts.at(-1) ?? -Infinity;
	const windowFull = window ? (lane.starts.at(-window.requests) ?? -Infinity) : -Infinity;
	return Math.max(last + gap - now, windowFull + span - now);
}

/** One limiter for each credential, shared by all nodes, triggers and executions of this process. */
const limiters = new Map<string, Limiter>();

/** The limiter of the credential that the node uses. */
export function limiterOf(node: INode, pace: Pace): Limiter {
	const [type, credential] = Object.entries(node.credentials ?? {})[0] ?? [node.type];
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
