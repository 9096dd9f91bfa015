import type { Sandbox } from '../../sandbox';
import type { CellResult } from './cell';
import type { OtherOrigin } from './otherOrigin';
import type { FaultCase } from './faults';
import type { NetworkedEnvironment } from './environment';

/** What meets the faults: an operation, or an event of a trigger. */
export interface PartRow {
	title: string;
	/** The heading of the tables that it is in. */
	kind: string;
	/** What its cells share with those of other rows within a process, so that only one of them runs at a time. */
	sharing?: string;
}

/** How a workflow encounters a fault. */
export interface PartMode {
	/** Its name in the report. */
	name: string;
	/** Its description in the report's legend. */
	legend: string;
}

/** The indexes of a cell in the tables of a part. */
export interface CellPlace {
	row: number;
	fault: number;
	mode: number;
}

/** A part of the matrix: each of its rows meets each of its faults in each of its modes. */
export interface Part {
	/** The heading of its section in docs/faults.md. */
	title: string;
	rows: PartRow[];
	faults: FaultCase[];
	modes: PartMode[];
	/** Prepares a sandbox for a cell. */
	prepare(sandbox: Sandbox, place: CellPlace): void;
	/** Runs a cell in an environment whose journal is used by no other cell meanwhile. */
	play(
		place: CellPlace,
		environment: NetworkedEnvironment,
		elsewhere: OtherOrigin,
	): Promise<CellResult>;
}

export const cellsIn = ({ rows, faults, modes }: Part) =>
	rows.length * faults.length * modes.length;
