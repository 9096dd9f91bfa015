/** An expression of n8n within a text. */
const EXPRESSION = /\{\{.*?\}\}/gs;

const expressionsOf = (written: unknown) =>
	typeof written === 'string' && written.startsWith('=') ? (written.match(EXPRESSION) ?? []) : [];

/** How many expressions stand in a parameter as the workflow has it. */
export const expressionsIn = (written: unknown) => expressionsOf(written).length;

/**
 * How many entries the text of a parameter has to come to at least, if no expression in it gave nothing: those between
 * the separators that stand there. None where one expression is all there is, for that may give an empty text.
 * @param written the parameter as the workflow has it
 * @param separators what stands between two entries
 */
export function leastEntries(written: unknown, separators: RegExp): number {
	const expressions = expressionsOf(written);
	if (expressions.length === 0) return 0;
	const text = String(written).slice(1);
	if (expressions.length === 1 && text === expressions[0]) return 0;
	return text.replace(EXPRESSION, 'x').split(separators).filter(Boolean).length;
}
