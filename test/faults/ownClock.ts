import { AsyncLocalStorage } from 'node:async_hooks';

/** How far the clock of some work is ahead of the shared clock, in milliseconds. It may change meanwhile. */
export interface OwnClock {
	ahead: number;
}

const current = new AsyncLocalStorage<OwnClock>();

/** Does something with a separate clock. The servers that it calls keep theirs. */
export const byOwnClock = async <T>(clock: OwnClock, work: () => Promise<T>): Promise<T> =>
	await current.run(clock, work);

/** From now on, `Date` uses the clock of the current work. Timers are not affected. */
export function readOwnClocks(): void {
	const shared = Date;
	const now = () => shared.now() + (current.getStore()?.ahead ?? 0);
	globalThis.Date = new Proxy(shared, {
		construct: (target, args: [], newTarget) =>
			Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
		get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
	});
}
