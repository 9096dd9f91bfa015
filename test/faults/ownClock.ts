import { AsyncLocalStorage } from 'node:async_hooks';

/** How far the clock of some work is ahead of all others', in milliseconds. It may be changed meanwhile. */
export interface OwnClock {
	ahead: number;
}

const current = new AsyncLocalStorage<OwnClock>();

/** Does something by a clock of its own. Servers that it asks keep theirs. */
export const byOwnClock = async <T>(clock: OwnClock, work: () => Promise<T>): Promise<T> =>
	await current.run(clock, work);

/** From now on, `Date` tells each work the time of its own clock. Timers are not concerned. */
export function readOwnClocks(): void {
	const shared = Date;
	const now = () => shared.now() + (current.getStore()?.ahead ?? 0);
	globalThis.Date = new Proxy(shared, {
		construct: (target, args: [], newTarget) =>
			Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
		get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
	});
}
