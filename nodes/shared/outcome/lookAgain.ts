import { sleep } from 'n8n-workflow';

/**
 * Looks several times, since what was sent may show some time later.
 * @param pauses before each look, in milliseconds
 * @param look what was found; undefined if it may still come
 */
export async function lookAgain<T>(
	pauses: Iterable<number>,
	look: () => Promise<T | undefined>,
): Promise<T | undefined> {
	for (const pause of pauses) {
		await sleep(pause);
		const found = await look();
		if (found !== undefined) return found;
	}
	return undefined;
}
