import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { authorityFile, keptIdentity } from '../../sandbox/identity';
import { brokenCell, type CellResult } from './cell';
import type { FaultCase } from './faults';
import type { Part, PartMode, PartRow } from './part';
import { PARTS } from './parts';
import type { CellAddress, Done, Order, Report } from './worker';

/** A cell and its result. */
export interface PlayedCell {
	part: Part;
	row: PartRow;
	fault: FaultCase;
	mode: PartMode;
	result: CellResult;
	milliseconds: number;
}

/** Substrings of names that narrow the matrix; all cells if none is given. */
export interface Narrowing {
	part?: string;
	row?: string;
	fault?: string;
	mode?: string;
}

/** The turn of faults that have no `turn`. */
const LAST_TURN = 3;

const holds = (name: string, part = '') => name.toLowerCase().includes(part.toLowerCase());

/**
 * The addresses of the cells, in the order in which they run: part by part and row by row, so that answers
 * of 50 MB are not all read at once.
 */
export function cellsOf(narrowing: Narrowing): CellAddress[] {
	const places = <T>(table: T[], nameOf: (row: T) => string, wanted?: string) =>
		[...table.keys()].filter((index) => holds(nameOf(table[index]), wanted));
	const nameOf = ({ name }: { name: string }) => name;
	const titleOf = ({ title }: { title: string }) => title;
	const turnAt = ({ part, fault }: CellAddress) => PARTS[part].faults[fault].turn ?? LAST_TURN;
	return places(PARTS, titleOf, narrowing.part)
		.flatMap((part) => {
			const { rows, faults, modes } = PARTS[part];
			return places(rows, titleOf, narrowing.row).flatMap((row) =>
				places(faults, nameOf, narrowing.fault).flatMap((fault) =>
					places(modes, nameOf, narrowing.mode).map((mode) => ({ part, row, fault, mode })),
				),
			);
		})
		.sort((one, other) => one.part - other.part || turnAt(one) - turnAt(other));
}

/** How many faults the sample advances from mode to mode: enough that neighbours are of different kinds. */
const FAULT_STRIDE = 4;

/**
 * A fixed sample of the matrix: each row once in each mode, each time with a different fault, so that all
 * faults occur.
 */
export function sample(): CellAddress[] {
	const rows = PARTS.flatMap((part, index) => part.rows.map((_, row) => ({ part: index, row })));
	return rows.flatMap(({ part, row }, number) => {
		const { faults, modes } = PARTS[part];
		return modes.map((_, mode) => ({
			part,
			row,
			fault: (number + FAULT_STRIDE * mode) % faults.length,
			mode,
		}));
	});
}

/** A process that reports nothing for so long is killed, in milliseconds: longer than a cell may take. */
const SILENCE = 1_200_000;

/**
 * Runs cells in separate processes, many at once. If a process ends early, the cells that it was running
 * count as broken, and another process continues with the others.
 * @param onPlayed called with each cell when it is done
 * @throws Error if a process ends before it has begun a cell
 */
export async function play(
	cells: CellAddress[],
	onPlayed: (played: PlayedCell) => void,
	processes = availableParallelism(),
): Promise<void> {
	const left = [...cells];
	const onDone = ({ address: { row, fault, mode, ...address }, ...outcome }: Done) => {
		const part = PARTS[address.part];
		onPlayed({
			part,
			row: part.rows[row],
			fault: part.faults[fault],
			mode: part.modes[mode],
			...outcome,
		});
	};
	// Holds the authority whose certificates n8n trusts: Node.js reads it when a process starts.
	const folder = await mkdtemp(join(tmpdir(), 'fault-matrix-'));
	keptIdentity(folder);
	const work = Array.from({ length: processes }, async () => {
		while (left.length > 0) await runWorker(left, folder, onDone);
	});
	await Promise.all(work).finally(() => rm(folder, { recursive: true }));
}

const sharingOf = ({ part, row }: CellAddress) => PARTS[part].rows[row].sharing;

/** Whether a cell may run at the same time as those under way. */
const isFree = (cell: CellAddress, underWay: Set<CellAddress>): boolean =>
	![...underWay].some((other) => {
		const shared = sharingOf(other);
		return shared !== undefined && shared === sharingOf(cell);
	});

/**
 * Runs cells in one process until none are left, or it ends.
 * @param folder has the identity whose certificates n8n trusts
 */
async function runWorker(
	left: CellAddress[],
	folder: string,
	onDone: (done: Done) => void,
): Promise<void> {
	// Most allocations are short-lived.
	const execArgv = [
		'--import',
		pathToFileURL(require.resolve('tsx')).href,
		'--max-semi-space-size=64',
	];
	const worker = fork(join(__dirname, 'worker.ts'), [folder], {
		execArgv,
		env: { ...process.env, NODE_EXTRA_CA_CERTS: authorityFile(folder) },
	});
	const underWay = new Set<CellAddress>();
	let begun = 0;
	let patience: NodeJS.Timeout | undefined;
	const isAlive = () => {
		clearTimeout(patience);
		patience = setTimeout(() => worker.kill('SIGKILL'), SILENCE);
	};
	const end = (done: Done) => {
		const key = JSON.stringify(done.address);
		for (const each of underWay) if (JSON.stringify(each) === key) underWay.delete(each);
		onDone(done);
	};
	let hungry = 0;
	/** Gives cells to idle lanes. They wait while none of the cells may run beside those under way. */
	const feed = () => {
		while (hungry > 0) {
			const found = left.findIndex((each) => isFree(each, underWay));
			if (found < 0 && left.length > 0) return;
			const [next] = found < 0 ? [] : left.splice(found, 1);
			if (next) {
				underWay.add(next);
				begun += 1;
			}
			hungry -= 1;
			worker.send({ next } satisfies Order);
		}
	};
	isAlive();
	worker.on('message', ({ done }: Report) => {
		isAlive();
		if (done) end(done);
		hungry += 1;
		feed();
	});
	const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
		worker.once('exit', (...how) => resolve(how));
	});
	clearTimeout(patience);
	if (code === 0) return;
	const how = `its process ended early (${code ?? signal})`;
	if (begun === 0) throw new Error(`A process of the matrix can not begin: ${how}`);
	for (const address of underWay) onDone({ address, result: brokenCell(how), milliseconds: 0 });
}
