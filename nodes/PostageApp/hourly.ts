const HOUR = 60 * 60_000;

/** When each was asked for, oldest first. A restart of n8n forgets it, which costs one asking too many. */
const askedAt = new Map<string, number>();

/**
 * Whether something may be asked for: PostageApp wants transmissions to be looked at once an hour at
 * most (the page on get_message_transmissions).
 * @param key what it is, and for whom
 */
export function isDue(key: string): boolean {
	for (const [asked, at] of askedAt) {
		if (Date.now() - at < HOUR) break;
		askedAt.delete(asked);
	}
	return !askedAt.has(key);
}

/** To be called once there is an answer. */
export function noteAsked(key: string): void {
	askedAt.delete(key);
	askedAt.set(key, Date.now());
}
