/** A request, or a connection, that a fault is about to strike. */
export interface Turn {
	/** Counts the strike. Returns false if the turn is over: a turn is one strike at most. */
	strike(): boolean;
	/** Ends the turn. If the fault has not struck, it is left to the next request. */
	end(): void;
}

/** Counts which requests a fault applies to: it lets some pass, then strikes exactly as often as asked. */
export class Strikes {
	private passed = 0;
	private open = 0;
	private struck = 0;

	/** @param rule how many requests pass first, and how many of the following are struck */
	constructor(private readonly rule: { skip: number; times: number }) {}

	/** How often the fault has struck. */
	get count(): number {
		return this.struck;
	}

	/** Call this once for each request. Returns undefined if the request passes. */
	next(): Turn | undefined {
		const { skip, times } = this.rule;
		if (this.passed < skip) {
			this.passed += 1;
			return undefined;
		}
		// Open turns count, because several requests may be under way at once.
		if (this.open + this.struck >= times) return undefined;
		this.open += 1;
		let isOpen = true;
		const close = (): boolean => {
			const wasOpen = isOpen;
			if (wasOpen) this.open -= 1;
			isOpen = false;
			return wasOpen;
		};
		return {
			strike: () => {
				const isStrike = close();
				if (isStrike) this.struck += 1;
				return isStrike;
			},
			end: () => void close(),
		};
	}
}
