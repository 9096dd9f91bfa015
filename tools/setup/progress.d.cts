export function bold(text: string): string;
export function dim(text: string): string;
export function green(text: string): string;
export function red(text: string): string;

/** Prints a line. Default: an empty one. */
export function say(text?: string): void;

/**
 * Runs a step and prints its label, a tick or a cross, and the seconds it took.
 * @param label at most 70 characters, or the seconds are not aligned
 * @returns what the work returns; rejects if the work does
 */
export function step<Result>(
	label: string,
	work: () => Result | Promise<Result>,
	options?: {
		/** Announce the start of the step even if lines can't be overwritten. */
		isLong?: boolean;
	},
): Promise<Result>;
