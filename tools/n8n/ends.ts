/** Ends what was started, the last first. */
export class Ends {
	private readonly ends: Array<() => Promise<unknown>> = [];

	/** Notes how something ends. */
	of<Thing extends { stop: () => Promise<unknown> }>(thing: Thing): Thing {
		this.ends.push(async () => await thing.stop());
		return thing;
	}

	/**
	 * Lets all of it end, whichever of it fails to: a process that is left would hold a port, or a folder.
	 * @throws the failure, or an AggregateError of several
	 */
	async come(): Promise<void> {
		const failures: unknown[] = [];
		for (const end of this.ends.splice(0).reverse()) {
			await end().catch((failure) => failures.push(failure));
		}
		if (failures.length > 1) throw new AggregateError(failures, 'Several things did not end');
		if (failures.length === 1) throw failures[0];
	}

	/**
	 * The same after a failure, which is the one to tell of.
	 * @throws the failure
	 */
	async after(failure: unknown): Promise<never> {
		await this.come().catch(() => undefined);
		throw failure;
	}
}
