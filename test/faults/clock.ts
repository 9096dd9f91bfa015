import { mock } from 'node:test';

/** Taken before the clock is. */
const { setTimeout: startTimer, clearTimeout: endTimer } = globalThis;

/** Real milliseconds from leap to leap, in which the network does what it would do in the time leapt over. */
const TURN = 1;

/** How much faster than the real one the clock is while requests come, for they take time, too. */
const PACE = 40;

/** How far it leaps at most, and always does while everyone waits, in milliseconds. */
const LEAP = 1000;

/** After how many turns without a request everyone waits. */
const QUIET_TURNS = 5;

/** How often the clock has leapt. */
let leapt = 0;

/**
 * Lets the clock of this process leap far faster than the real one, so that pauses of minutes take no time.
 * Nodes, engine and providers all see this clock, and so do the time-outs of n8n's HTTP
 * client; the network stays real.
 * @param requests how many the providers have seen
 * @returns what brings the real clock back
 */
export function letTimeLeap(requests: () => number): () => void {
	mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: Date.now() });
	let isOver = false;
	let seen = 0;
	let quiet = 0;
	let before = performance.now();
	const turn = () => {
		if (isOver) return;
		leapt += 1;
		const [count, now] = [requests(), performance.now()];
		quiet = count === seen ? quiet + 1 : 0;
		const usual = Math.ceil(PACE * (now - before));
		[seen, before] = [count, now];
		mock.timers.tick(quiet < QUIET_TURNS ? Math.min(usual, LEAP) : LEAP);
		startTimer(turn, TURN);
	};
	startTimer(turn, TURN);
	return () => {
		isOver = true;
		mock.timers.reset();
	};
}

/** Waits for the next leap. */
export const nextLeap = async () => await new Promise<void>((resolve) => startTimer(resolve, TURN));

/** How often it is looked whether something has had its time, in real milliseconds. */
const LOOK = 1000;

/**
 * What a promise comes to, or undefined if that takes more than so many leaps of the clock. On a machine that
 * has other things to do, the leaps take longer as well.
 */
export async function within<T>(leaps: number, work: Promise<T>): Promise<T | undefined> {
	let timer: NodeJS.Timeout | undefined;
	const until = leapt + leaps;
	const limit = new Promise<undefined>((resolve) => {
		const look = () => {
			if (leapt > until) resolve(undefined);
			else timer = startTimer(look, LOOK);
		};
		look();
	});
	return await Promise.race([work, limit]).finally(() => endTimer(timer));
}
