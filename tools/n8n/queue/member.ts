import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Service } from '../service';

/** One of the n8n processes that share a queue. It can be ended and started again. */
export class Member {
	private service?: Service;
	private earlier = '';

	/**
	 * @param userFolder where this process keeps what is its own
	 * @param launch begins to start the process
	 */
	constructor(
		private readonly userFolder: string,
		private readonly launch: () => Promise<Service>,
	) {}

	/** What it has written, also before it was last started. */
	log(): string {
		return this.earlier + (this.service?.log() ?? '');
	}

	/** Begins to start it. */
	async begin(): Promise<void> {
		this.earlier = this.log();
		// By this file n8n knows that it crashed, and then waits ten seconds.
		await rm(join(this.userFolder, '.n8n/crash.journal'), { force: true });
		this.service = await this.launch();
	}

	async untilReady(): Promise<void> {
		await this.service?.untilReady();
	}

	async start(): Promise<void> {
		await this.begin();
		try {
			await this.untilReady();
		} catch {
			// A port that was free when it was chosen may be taken by now; another one is chosen.
			await this.begin();
			await this.untilReady();
		}
	}

	/**
	 * Deletes its event log, as it is gone when a container is replaced. From it n8n tells which nodes ran in an
	 * execution that a crash has cut off.
	 */
	async forgetEvents(): Promise<void> {
		const folder = join(this.userFolder, '.n8n');
		const logs = (await readdir(folder)).filter((name) => name.startsWith('n8nEventLog'));
		await Promise.all(logs.map(async (name) => await rm(join(folder, name))));
	}

	/** Ends it at once, as a power cut does. */
	async kill(): Promise<void> {
		await this.service?.kill();
	}
}
