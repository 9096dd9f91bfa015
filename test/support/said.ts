import type { RunResult } from '../../tools/engine/engine';

/** Something that goes wrong, and what is known of it. */
export interface Saying {
	run: () => PromiseLike<RunResult>;
	/** What the user reads of it. */
	says: RegExp;
	/** Whether the credential is what has to be changed. */
	isOfCredential?: true;
}

/** Advice to look at the credential, in whatever words. */
const BLAME = /\bin(to)? the credential|(check|change|correct) the credential/i;

/** Expects that an error says what is known, and sends nobody to a credential that is not to blame. */
export async function expectSaid({ run, says, isOfCredential }: Saying): Promise<void> {
	const { error } = await run();
	const told = `${error?.message ?? ''}\n${error?.description ?? ''}`;
	expect(told).toMatch(says);
	expect(error?.description).toBeTruthy();
	expect(told).not.toMatch(/undefined|\[object|<html/);
	expect({ told, isBlamed: BLAME.test(told) }).toEqual({
		told,
		isBlamed: isOfCredential ?? false,
	});
}
