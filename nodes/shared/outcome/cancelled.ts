/** The request was cancelled before it left, or before it was repeated. */
export class Cancelled extends Error {
	/** @param failure why it was to be repeated */
	constructor(readonly failure?: unknown) {
		super();
	}
}
