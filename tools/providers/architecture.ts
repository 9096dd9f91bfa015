/** Reasons by name, by file. Files are named by their path in the provider's folder. */
type Reasons = Record<string, Record<string, string>>;

/** What test/architecture.test.ts needs to know about a provider's folder. */
export interface Architecture {
	/** The files that have neither a role that every provider has nor an operation, and their topics. */
	files: Record<string, string>;
	/** The files that use a parameter as entered or as parsed by its declaration, with the reasons. */
	takenAsGiven?: Record<string, string>;
	/** The variables with process lifetime, and why they do not belong to a run or an item. */
	lasting?: Reasons;
	/** The declarations that read the time of day, and why they need that clock. */
	timeOfDay?: Reasons;
}
