import { sleep } from 'n8n-workflow';

interface Waiting {
	priority: number;
	start: () => Promise<void>;
}

/**
 * Makes the requests of a run one after the other, by descending priority; with equal priority, in order of arrival.
 */
export class Sequencer {
	private readonly waiting: Waiting[] = [];
	private isWorking = false;

	/** Resolves or rejects as `make` does, once no higher priority is waiting. */
	async run<T>(priority: number, make: () => Promise<T>): Promise<T> {
		return await new Promise((resolve, reject) => {
			this.waiting.push({ priority, start: async () => await make().then(resolve, reject) });
			if (!this.isWorking) void this.work();
		});
	}

	private async work(): Promise<void> {
		this.isWorking = true;
		// Requests that arrive at the same moment are sorted before the first leaves.
		await sleep(0);
		while (this.waiting.length > 0) {
			this.waiting.sort((a, b) => b.priority - a.priority);
			await this.waiting.shift()?.start();
		}
		this.isWorking = false;
	}
}
