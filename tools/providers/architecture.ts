/** Names in files, and the reason for each. Files are named by their paths in the provider's folder. */
type Reasons = Record<string, Record<string, string>>;

/** What test/architecture.test.ts has to know of a provider's folder. */
export interface Architecture {
	/** The files that neither have a role, the same for every provider, nor an operation, and what each is about. */
	files: Record<string, string>;
	/** The files that take a parameter as it was given, or as its declaration has had it read, and why. */
	takenAsGiven?: Record<string, string>;
	/** The variables that live as long as the process, and why they belong to no run and to no item. */
	lasting?: Reasons;
	/** The declarations that read the time of day, and why it has to be that one. */
	timeOfDay?: Reasons;
}
