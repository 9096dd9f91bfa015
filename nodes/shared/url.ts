import { isStreamSafe } from './streamSafe';

/**
 * The URL that a text is; undefined if it is none. Node.js 20's `URL.canParse` denies those with letters beyond ASCII
 * once it has been called often.
 */
export function urlOf(text: string, base?: string): URL | undefined {
	if (!isStreamSafe(text)) return undefined;
	try {
		return new URL(text, base);
	} catch {
		return undefined;
	}
}
