import { startSandbox } from '../../sandbox';
import { startEngine } from '../support/engine';
import { broken, runCell, type CellResult } from './cell';
import { letTimeLeap } from './clock';
import { startElsewhere } from './elsewhere';
import { FAULTS } from './faults';
import { readLogs } from './log';
import { MODES } from './modes';
import { operations } from './operations';

/** A cell as it travels between processes: places in the tables. */
export interface CellAddress {
	operation: number;
	fault: number;
	mode: number;
}

/** What a worker is told: the next cell; that there is none ends one of its lanes. */
export interface Order {
	next?: CellAddress;
}

/** What a worker tells: the result of a cell, which also asks for another; at first nothing but that. */
export interface Report {
	done?: { address: CellAddress; result: CellResult; milliseconds: number };
}

/** How many cells run at once in a process, each with providers of its own. */
const LANES = 8;

const table = operations();
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

async function main(): Promise<void> {
	readLogs();
	const engine = await startEngine();
	const elsewhere = await startElsewhere();
	const leaps = new Map<number, number | undefined>();
	const wholeLeap = () => {
		const all = [...leaps.values()];
		return all.length > 0 && all.every((leap) => leap !== undefined) ? all[0] : undefined;
	};

	const lane = async (number: number) => {
		const sandbox = await startSandbox();
		// Providers that number by the time of day must not give the same number in two lanes.
		sandbox.clock.advance({ days: number });
		for (const { provider } of table) provider.settle?.(sandbox);
		return async () => {
			let report: Report = {};
			for (let address = await next(report); address; address = await next(report)) {
				const cell = {
					operation: table[address.operation],
					fault: FAULTS[address.fault],
					mode: MODES[address.mode],
				};
				leaps.set(number, cell.fault.leap);
				const began = performance.now();
				const result = await runCell(cell, { engine, sandbox }, elsewhere).catch((error: Error) =>
					broken(`the cell can not be run: ${error.message}`),
				);
				report = { done: { address, result, milliseconds: performance.now() - began } };
				leaps.delete(number);
			}
			await sandbox.stop();
		};
	};
	const lanes = await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
	const stopLeaping = letTimeLeap(wholeLeap);
	await Promise.all(lanes.map((work) => work()));
	stopLeaping();
	elsewhere.stop();
	await engine.stop();
	process.disconnect();
}

main().catch((error: Error) => {
	process.stderr.write(`${error.stack}\n`);
	process.exit(1);
});
