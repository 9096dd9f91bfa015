import { setTimeout as pause } from 'node:timers/promises';
import { startSandbox } from '../../sandbox';
import { freshIdentity, keptIdentity } from '../../sandbox/identity';
import { startEngine } from '../../tools/engine/engine';
import { letTimeLeap } from '../../tools/engine/leapingClock';
import { brokenCell, type CellResult } from './cell';
import { startOtherOrigin } from './otherOrigin';
import { readLogs } from './log';
import { openNetwork } from './network';
import { readOwnClocks } from './ownClock';
import type { CellPlace } from './part';
import { PARTS } from './parts';

/** A cell as it travels between processes: places in the tables. */
export interface CellAddress extends CellPlace {
	part: number;
}

/** What a worker is told: the next cell; that there is none ends one of its lanes. */
export interface Order {
	next?: CellAddress;
}

/** A cell that was played. */
export interface Done {
	address: CellAddress;
	result: CellResult;
	milliseconds: number;
}

/** What a worker tells: the result of a cell, which also asks for another; at first nothing but that. */
export interface Report {
	done?: Done;
}

/** How many cells run at once in a process, each with providers of its own. */
const CONCURRENCY = 16;

/** A cell that takes longer hangs, in milliseconds of the clock that leaps: two days. */
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

/** What a promise comes to, or undefined if that takes more than so many milliseconds. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
	const limit = new AbortController();
	const { signal } = limit;
	const end = pause(milliseconds, undefined, { signal }).catch(() => undefined);
	return await Promise.race([work, end]).finally(() => limit.abort());
}

async function main(): Promise<void> {
	readLogs();
	// Errors are read by what they say; each that n8n makes would look up where in TypeScript it was.
	process.setSourceMapsEnabled(false);
	// With each expression n8n tells what time it is, which takes ten times as long in a zone that sets its clocks.
	process.env.GENERIC_TIMEZONE = 'UTC';
	const engine = await startEngine();
	const network = await openNetwork(keptIdentity(process.argv[2]).authority);
	// n8n asks for it at each request. What listens on loopback under its own address is never asked through it.
	process.env.HTTPS_PROXY = network.proxyUrl;
	const elsewhere = await startOtherOrigin();
	// Keys take long to make, and are nobody's secret between cells.
	const identity = freshIdentity();
	const play = async () => {
		let report: Report = {};
		for (let address = await next(report); address; address = await next(report)) {
			const part = PARTS[address.part];
			const began = performance.now();
			// Of its own for each cell: what a cell says must not depend on those that happened to come before.
			const sandbox = await startSandbox({ identity });
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
