import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { streamedIn, type Source } from '../engine/streamedBody';
import { runOf } from './run';

/**
 * The sources that a run has opened to check that they exist: one after the other, so that not all are open at once.
 */
class Openings {
	private readonly seen = new Set<string>();
	private latest: Promise<void> = Promise.resolve();

	async tryOut(source: Source): Promise<void> {
		const trial = this.latest.then(async () => {
			if (this.seen.has(source.storageKey())) return;
			const chunks = source.stream()[Symbol.asyncIterator]();
			await chunks.next();
			await chunks.return?.();
			this.seen.add(source.storageKey());
		});
		this.latest = trial.catch(() => undefined);
		await trial;
	}
}

/**
 * Makes sure, before anything of a run leaves, that the sources that a request reads while it is sent exist.
 * @throws FileFault for a missing file
 */
export async function assertOpenable(
	context: IExecuteSingleFunctions,
	request: { body?: unknown },
): Promise<void> {
	const openings = runOf(context).state(Openings, () => new Openings());
	for (const source of streamedIn(request)?.sources ?? []) await openings.tryOut(source);
}
