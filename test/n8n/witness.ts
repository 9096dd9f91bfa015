/** Whoever can tell what a test sees, for the environment that tests run in. */
export interface Witness {
	/** @param test its name */
	look?: (test: string) => Promise<string>;
}

/** Each file of tests has one, which its environment has made. */
export const { witness } = globalThis as unknown as { witness: Witness };
