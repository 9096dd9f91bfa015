import { isStreamSafe } from './streamSafe';

/**
 * The URL in a text; undefined if it is invalid. Node.js 20's `URL.canParse` rejects URLs with non-ASCII letters once
 * it has been called often.
 */
export function urlOf(text: string, base?: string): URL | undefined {
	if (!isStreamSafe(text)) return undefined;
	try {
		return new URL(text, base);
	} catch {
		return undefined;
	}
}

/** What a path of ours names at its end, such as the ID of what is asked for. */
export const lastSegment = (path: string) =>
	decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
