/** Something that a provider's customers must know and that the code does not show. */
export interface CustomerFact {
	/** A sentence without its full stop. */
	says: string;
	/** The source, in Markdown: a page, a law, a client's source code. */
	source: string;
	/** The day on which the source was read, such as `2026-11-29`. */
	read: string;
	/** The text in which a page states the fact, keyed by the page's path in docs/ without `.md`. */
	told: Record<string, string>;
}
