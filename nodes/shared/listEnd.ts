/**
 * Detects the end of a list that is read page by page: at an empty page, and never at a page that is shorter than
 * requested, because a provider may return less than that. If no page is empty, because the provider ignores the
 * page's number, two consecutive pages without anything new are the end. A single one is not enough: rows that are
 * added while the list is read push others onto the next page.
 */
export class ListEnd {
	private readonly seen = new Set<string>();

	private pagesWithoutNews = 0;

	/**
	 * Whether no page follows, as far as the pages so far show.
	 * @param keys the keys of the rows on the latest page
	 */
	isReached(keys: string[]): boolean {
		if (keys.length === 0) return true;
		const hasNews = keys.some((key) => !this.seen.has(key));
		for (const key of keys) this.seen.add(key);
		this.pagesWithoutNews = hasNews ? 0 : this.pagesWithoutNews + 1;
		return this.pagesWithoutNews >= 2;
	}
}
