import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Service } from '../service';

/** One of the n8n processes that share a queue. It can be killed and restarted. */
export class Member {
	private service?: Service;
	private earlier = '';

	/**
	 * @param userFolder the process's own folder
	 * @param launch starts the process, without waiting for it
	 */
	constructor(
		private readonly userFolder: string,
		private readonly launch: () => Promise<Service>,
	) {}

	/** Its output, including that of earlier runs. */
	log(): string {
		return this.earlier + (this.service?.log() ?? '');
	}

	/** Starts it, without waiting until it is ready. */
	async begin(): Promise<void> {
		this.earlier = this.log();
		// From this file n8n detects that it crashed, and then waits ten seconds.
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
			// A port that was free when it was chosen may be taken by now; restarting chooses another one.
			await this.begin();
			await this.untilReady();
		}
	}

	/**
	 * Deletes its event log, as when a container is replaced. n8n uses the log to tell which nodes ran in an execution
	 * that a crash interrupted.
	 */
	async forgetEvents(): Promise<void> {
		const folder = join(this.userFolder, '.n8n');
		const logs = (await readdir(folder)).filter((name) => name.startsWith('n8nEventLog'));
		await Promise.all(logs.map(async (name) => await rm(join(folder, name))));
	}

	/** Kills it immediately, like a power failure. */
	async kill(): Promise<void> {
		await this.service?.kill();
	}
}
