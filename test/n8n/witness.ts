/** Reports what a test sees to the test environment. */
export interface Witness {
	/** @param test its name */
	look?: (test: string) => Promise<string>;
}

/** Each test file has one, created by its environment. */
export const { witness } = globalThis as unknown as { witness: Witness };
