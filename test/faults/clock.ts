import { mock } from 'node:test';

/** Taken before the clock is: what limits a wait in real time. */
const { setTimeout: startTimer, clearTimeout: endTimer } = globalThis;

/** Real milliseconds from leap to leap, in which the network does what it would do in the time leapt over. */
const TURN = 1;

/** How far the clock leaps each time, in milliseconds. */
const USUAL_LEAP = 40;

/**
 * Lets the clock of this process leap forty times as fast as the real one, so that pauses of minutes take
 * no time. Nodes, engine and providers all see this clock; the network and its time-outs stay real.
 * @param leap milliseconds each time: long where everyone waits, short where time-outs are at stake
 * @returns what brings the real clock back
 */
export function letTimeLeap(leap: () => number | undefined): () => void {
	mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: Date.now() });
	let isOver = false;
	const turn = () => {
		if (isOver) return;
		mock.timers.tick(leap() ?? USUAL_LEAP);
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

/** What a promise comes to, or undefined if that takes longer than so many real milliseconds. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
	let timer: NodeJS.Timeout | undefined;
	const limit = new Promise<undefined>((resolve) => {
		timer = startTimer(() => resolve(undefined), milliseconds);
	});
	return await Promise.race([work, limit]).finally(() => endTimer(timer));
}
