import { mock } from 'node:test';

/** Taken before the clock is: what limits a wait in real time. */
const { setTimeout: startTimer, clearTimeout: endTimer } = globalThis;

/** How far the clock leaps at each turn of the event loop, in milliseconds. */
const USUAL_LEAP = 40;

/**
 * Lets the clock of this process leap from turn to turn of its event loop, so that pauses of minutes take
 * no time. Nodes, engine and providers all see this clock; the network and its time-outs stay real.
 * @param leap milliseconds for each turn: long where everyone waits, short where time-outs are at stake
 * @returns what brings the real clock back
 */
export function letTimeLeap(leap: () => number | undefined): () => void {
	mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: Date.now() });
	let isOver = false;
	const turn = () => {
		if (isOver) return;
		mock.timers.tick(leap() ?? USUAL_LEAP);
		setImmediate(turn);
	};
	setImmediate(turn);
	return () => {
		isOver = true;
		mock.timers.reset();
	};
}

/** Waits for one turn of the event loop. */
export const nextTurn = async () => await new Promise<void>((resolve) => setImmediate(resolve));

/** What a promise comes to, or undefined if that takes longer than so many real milliseconds. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
	let timer: NodeJS.Timeout | undefined;
	const limit = new Promise<undefined>((resolve) => {
		timer = startTimer(() => resolve(undefined), milliseconds);
	});
	return await Promise.race([work, limit]).finally(() => endTimer(timer));
}
