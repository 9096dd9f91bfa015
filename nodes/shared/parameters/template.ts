/** A text with n8n's expressions in it: what stands between them, and how many they are. */
interface Template {
	around: string[];
	expressions: number;
}

/** No expression of the language: without a closing bracket, it would look for one from each that is opened. */
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

/** How many expressions stand in a parameter as the workflow has it. */
export const expressionsIn = (written: unknown) => templateIn(written).expressions;

/**
 * How many entries the text of a parameter has to come to at least, if no expression in it gave nothing: those between
 * the separators that stand there. None where one expression is all there is, for that may give an empty text.
 * @param written the parameter as the workflow has it
 * @param separators what stands between two entries
 */
export function leastEntries(written: unknown, separators: RegExp): number {
	const { around, expressions } = templateIn(written);
	if (expressions === 0 || (expressions === 1 && around.join('') === '')) return 0;
	const parts = around.join('x').split(separators);
	return parts.filter((part) => part.trim() !== '').length;
}
