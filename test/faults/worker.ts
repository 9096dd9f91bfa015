import { setTimeout as pause } from 'node:timers/promises';
import { startSandbox } from '../../sandbox';
import { keptIdentity } from '../../sandbox/identity';
import { startEngine } from '../../tools/engine/engine';
import { letTimeLeap } from '../../tools/engine/leapingClock';
import { brokenCell, type CellResult } from './cell';
import { startOtherOrigin } from './otherOrigin';
import { readLogs } from './log';
import { openNetwork } from './network';
import { readOwnClocks } from './ownClock';
import type { CellPlace } from './part';
import { PARTS } from './parts';

/** A cell as it is passed between processes: indexes into the tables. */
export interface CellAddress extends CellPlace {
	part: number;
}

/** A message to a worker: the next cell. If there is none, one of its lanes ends. */
export interface Order {
	next?: CellAddress;
}

/** A cell that was played. */
export interface Done {
	address: CellAddress;
	result: CellResult;
	milliseconds: number;
}

/** A message from a worker: the result of a cell, and a request for the next one; at first only the request. */
export interface Report {
	done?: Done;
}

/** How many cells run at once in a process, each with its own providers. */
const CONCURRENCY = 16;

/** A cell that takes longer is hanging: two days, in milliseconds of the leaping clock. */
const PATIENCE = 2 * 86_400_000;

const waiting: Array<(order: Order) => void> = [];
process.on('message', (order: Order) => waiting.shift()?.(order));

const tell = (report: Report) => process.send?.(report);

/** Asks for the next cell; undefined when there is none. */
async function next(report: Report): Promise<CellAddress | undefined> {
	const order = await new Promise<Order>((resolve) => {
		waiting.push(resolve);
		tell(report);
	});
	return order.next;
}

/** The value of a promise, or undefined if it takes longer than the given milliseconds. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
	const limit = new AbortController();
	const { signal } = limit;
	const end = pause(milliseconds, undefined, { signal }).catch(() => undefined);
	return await Promise.race([work, end]).finally(() => limit.abort());
}

async function main(): Promise<void> {
	readLogs();
	// Only the messages of errors are read; n8n's errors would each look up their position in the TypeScript sources.
	process.setSourceMapsEnabled(false);
	// n8n computes the local time for each expression, which takes ten times as long in a zone with daylight saving.
	process.env.GENERIC_TIMEZONE = 'UTC';
	const engine = await startEngine();
	const network = await openNetwork(keptIdentity(process.argv[2]).authority);
	// n8n reads it at each request. Servers on loopback addresses are never reached through it.
	process.env.HTTPS_PROXY = network.proxyUrl;
	const elsewhere = await startOtherOrigin();
	const play = async () => {
		let report: Report = {};
		for (let address = await next(report); address; address = await next(report)) {
			const part = PARTS[address.part];
			const began = performance.now();
			// Each cell has its own, with secrets of its own, because nodes remember by a credential's secrets what they
			// learned: a result must not depend on the cells that happened to run before.
			const sandbox = await startSandbox();
			part.prepare(sandbox, address);
			const running = part
				.play(address, { engine, sandbox, network }, elsewhere)
				.catch((error: Error) => brokenCell(`the cell can not be run: ${error.message}`));
			const result = await within(PATIENCE, running);
			const milliseconds = performance.now() - began;
			report = { done: { address, result: result ?? brokenCell('it does not end'), milliseconds } };
			await sandbox.stop();
		}
	};
	const time = letTimeLeap();
	readOwnClocks();
	await Promise.all(Array.from({ length: CONCURRENCY }, play));
	time.stop();
	elsewhere.stop();
	network.stop();
	await engine.stop();
	process.disconnect();
}

main().catch((error: Error) => {
	process.stderr.write(`${error.stack}\n`);
	process.exit(1);
});
