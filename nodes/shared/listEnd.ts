/**
 * Tells where a list ends that is read page by page: at an empty page, and never at one that is shorter than
 * was asked for, for a provider may give less than that. Where no page is empty, because the provider takes no
 * notice of the page's number, two pages in a row with nothing new on them are the end. One alone is not: what
 * was added while the list is read pushes rows onto the next page.
 */
export class ListEnd {
	private readonly seen = new Set<string>();

	private pagesWithoutNews = 0;

	/**
	 * Whether no page follows, as far as can be told from the pages so far.
	 * @param keys what each row of the latest page is known by
	 */
	isReached(keys: string[]): boolean {
		if (keys.length === 0) return true;
		const hasNews = keys.some((key) => !this.seen.has(key));
		for (const key of keys) this.seen.add(key);
		this.pagesWithoutNews = hasNews ? 0 : this.pagesWithoutNews + 1;
		return this.pagesWithoutNews >= 2;
	}
}
