/** Stops what was started, in reverse order. */
export class Ends {
	private readonly ends: Array<() => Promise<unknown>> = [];

	/** Registers something to stop. */
	of<Thing extends { stop: () => Promise<unknown> }>(thing: Thing): Thing {
		this.ends.push(async () => await thing.stop());
		return thing;
	}

	/**
	 * Stops everything, even if some of it fails to stop: a process left running would hold a port or a folder.
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
	 * The same after a failure, which takes precedence over failures to stop.
	 * @throws the failure
	 */
	async after(failure: unknown): Promise<never> {
		await this.come().catch(() => undefined);
		throw failure;
	}
}
