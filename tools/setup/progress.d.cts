export function bold(text: string): string;
export function dim(text: string): string;
export function green(text: string): string;
export function red(text: string): string;

/** Prints a line; an empty one by default. */
export function say(text?: string): void;

/**
 * Does a piece of work and prints its label, a tick or a cross, and the seconds it took.
 * @param label at most 70 characters, or the seconds are pushed aside
 * @returns what the work returns; rejects as the work does
 */
export function step<Result>(
	label: string,
	work: () => Result | Promise<Result>,
	options?: {
		/** Also where lines can't be taken back, say that the work has begun. */
		isLong?: boolean;
	},
): Promise<Result>;
