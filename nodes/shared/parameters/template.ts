/** A text with n8n's expressions: the parts between them, and the number of expressions. */
interface Template {
	around: string[];
	expressions: number;
}

/** This is not a regular expression, which would search for a missing closing bracket from each opening one. */
function templateOf(text: string): Template {
	const around: string[] = [];
	for (let from = 0; ;) {
		const start = text.indexOf('{{', from);
		const end = start < 0 ? -1 : text.indexOf('}}', start + 2);
		if (end < 0) return { around: [...around, text.slice(from)], expressions: around.length };
		around.push(text.slice(from, start));
		from = end + 2;
	}
}

const templateIn = (written: unknown): Template =>
	typeof written === 'string' && written.startsWith('=')
		? templateOf(written.slice(1))
		: { around: [], expressions: 0 };

/** How many expressions a parameter contains in the workflow. */
export const expressionsIn = (written: unknown) => templateIn(written).expressions;

/**
 * The minimum number of entries in the text of a parameter if each expression in it has a value: those between its
 * literal separators. None if it consists of a single expression, which may return an empty text.
 * @param written the parameter as in the workflow
 * @param separators the characters between two entries
 */
export function leastEntries(written: unknown, separators: RegExp): number {
	const { around, expressions } = templateIn(written);
	if (expressions === 0 || (expressions === 1 && around.join('') === '')) return 0;
	const parts = around.join('x').split(separators);
	return parts.filter((part) => part.trim() !== '').length;
}

/**
 * Whether the expressions in the text of a parameter had no value, so that only the text around them is left. Not for
 * a parameter that consists of a single expression.
 * @param written the parameter as in the workflow
 * @param text its result
 */
export function isUnfilled(written: unknown, text: string): boolean {
	const { around, expressions } = templateIn(written);
	const rest = around.join('').trim();
	return expressions > 0 && rest !== '' && text.trim() === rest;
}
