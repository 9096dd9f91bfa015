/** Something that a customer of a provider must know, which no code of this repository shows. */
export interface CustomerFact {
	/** A sentence without its full stop. */
	says: string;
	/** Where it stands: a page, a law, a client's source. In Markdown. */
	source: string;
	/** The day on which it was read there, as `2026-11-29`. */
	read: string;
	/** Words by which a page tells it, by the page's path in docs/ without `.md`. */
	told: Record<string, string>;
}
