import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Cell, CellResult } from './cell';
import { FAULTS } from './faults';
import { MODES } from './modes';
import { operations } from './operations';
import type { CellAddress, Order, Report } from './worker';

/** A cell and what came of it. */
export interface Played {
	cell: Cell;
	result: CellResult;
	milliseconds: number;
}

/** Parts of names that narrow the matrix; all cells if none is given. */
export interface Narrowing {
	provider?: string;
	operation?: string;
	fault?: string;
	mode?: string;
}

const holds = (name: string, part = '') => name.toLowerCase().includes(part.toLowerCase());

/** The places of a table's rows, those that may take long in real time first, so that others fill the waits. */
const slowFirst = (indices: number[]) =>
	[...indices].sort(
		(one, other) => Number(FAULTS[other].timeout ?? 0) - Number(FAULTS[one].timeout ?? 0),
	);

/** The places of the cells in the tables. */
export function cellsOf({ provider, operation, fault, mode }: Narrowing): CellAddress[] {
	const places = <T>(table: T[], isWanted: (row: T) => boolean) =>
		[...table.keys()].filter((index) => isWanted(table[index]));
	const wanted = places(
		operations(),
		(row) =>
			(holds(row.provider.title, provider) || holds(row.provider.node, provider)) &&
			holds(row.key, operation),
	);
	const modes = places(MODES, ({ name }) => holds(name, mode));
	return slowFirst(places(FAULTS, ({ name }) => holds(name, fault))).flatMap((faultIndex) =>
		wanted.flatMap((operationIndex) =>
			modes.map((modeIndex) => ({
				operation: operationIndex,
				fault: faultIndex,
				mode: modeIndex,
			})),
		),
	);
}

/**
 * Runs cells in processes of their own, many at once.
 * @param onPlayed is told of each cell when it is done
 * @throws Error if a process ends before its work is done
 */
export async function play(
	cells: CellAddress[],
	onPlayed: (played: Played) => void,
	processes = availableParallelism(),
): Promise<void> {
	const table = operations();
	const left = [...cells];
	const onReport = (worker: ChildProcess, { done }: Report) => {
		if (done) {
			const { operation, fault, mode } = done.address;
			onPlayed({
				cell: { operation: table[operation], fault: FAULTS[fault], mode: MODES[mode] },
				result: done.result,
				milliseconds: done.milliseconds,
			});
		}
		worker.send({ next: left.shift() } satisfies Order);
	};
	const work = Array.from({ length: processes }, async () => {
		// The clock that leaps is experimental in Node.js, which would warn of it.
		const execArgv = [...process.execArgv, '--no-warnings'];
		const worker = fork(join(__dirname, 'worker.ts'), { execArgv });
		worker.on('message', (report: Report) => onReport(worker, report));
		await new Promise<void>((resolve, reject) => {
			worker.once('exit', (code, signal) => {
				if (code === 0) resolve();
				else reject(new Error(`A process of the matrix ended early (${code ?? signal})`));
			});
		});
	});
	await Promise.all(work);
}
