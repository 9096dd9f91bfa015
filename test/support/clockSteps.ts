import type { Stage } from '../../tools/engine/stage';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** By how much the clock of n8n is set. Those of the providers go on. */
export const STEPS: Array<[string, number]> = [
	['a minute ahead', MINUTE],
	['a minute back', -MINUTE],
	['an hour ahead', HOUR],
	['an hour back', -HOUR],
	['a day ahead', DAY],
	['a day back', -DAY],
];

/** Lets the tests of a file set the clock of n8n; it goes right again after each. */
export function setClock(stage: Stage) {
	let isSetBy = 0;

	/** Sets the clock of n8n, in whose process the providers' is derived from it. */
	function set(milliseconds: number): void {
		isSetBy += milliseconds;
		stage.time.jump(milliseconds);
		stage.sandbox.clock.advance({ seconds: -milliseconds / SECOND });
	}

	afterEach(() => set(-isSetBy));

	const setIn = (delay: number, milliseconds: number) =>
		void setTimeout(() => set(milliseconds), delay);

	return { set, setIn };
}

/** How long something takes, by a clock that nobody sets. */
export async function timed<T>(work: Promise<T>): Promise<{ result: T; took: number }> {
	const begun = performance.now();
	const result = await work;
	return { result, took: performance.now() - begun };
}

let accounts = 0;

/** Names a credential that no other test has used: nobody waits for what others have done. */
export const ownAccount = (type: string) => ({
	credentials: { [type]: { id: `steps-${++accounts}`, name: 'Account' } },
});
