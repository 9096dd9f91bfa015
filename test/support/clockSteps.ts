import type { Stage } from '../../tools/engine/stage';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How far n8n's clock is set. The providers' clocks are not affected. */
export const STEPS: Array<[string, number]> = [
	['a minute ahead', MINUTE],
	['a minute back', -MINUTE],
	['an hour ahead', HOUR],
	['an hour back', -HOUR],
	['a day ahead', DAY],
	['a day back', -DAY],
];

/** Lets the tests of a file set n8n's clock, and corrects it after each test. */
export function setClock(stage: Stage) {
	let isSetBy = 0;

	/** Sets n8n's clock. In this process, the providers' clock is derived from it, so this is compensated there. */
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

/** How long something takes, by a clock that is never set. */
export async function timed<T>(work: Promise<T>): Promise<{ result: T; took: number }> {
	const begun = performance.now();
	const result = await work;
	return { result, took: performance.now() - begun };
}

let accounts = 0;

/** A credential that no other test has used, so that no test has to wait because of what others did. */
export const ownAccount = (type: string) => ({
	credentials: { [type]: { id: `steps-${++accounts}`, name: 'Account' } },
});
