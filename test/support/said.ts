import type { RunResult } from '../../tools/engine/engine';

/** A run that fails, and what is known about its cause. */
export interface Saying {
	run: () => PromiseLike<RunResult>;
	/** What its error has to say. */
	says: RegExp;
	/** Whether the credential is what has to be changed. */
	isOfCredential?: true;
}

/** Advice to check the credential, in any wording. */
const BLAME = /\bin(to)? the credential|(check|change|correct) the credential/i;

/** Expects an error to say what is known, and to mention the credential only if it is to blame. */
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
