/** What ends a line: of Windows, of old Macs and of word processors, too. */
const LINE_END = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;

/** HTML shows a tab as a single space. */
const TAB = '    ';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escaped = (text: string) => text.replace(/[&<>]/g, (character) => ENTITIES[character]);

/** HTML drops spaces at the beginning of a line and after other spaces. */
const withSpaces = (line: string) => line.replace(/^ | (?= )/g, '&nbsp;');

const lineOf = (line: string) => withSpaces(escaped(line.replaceAll('\t', TAB).trimEnd()));

/**
 * A text as HTML that reads like it: blank lines begin a new paragraph, other line breaks stay line breaks, and
 * nothing in it is taken for markup. Blank lines at its beginning and its end are left out.
 */
export function htmlOf(text: string): string {
	const paragraphs: string[][] = [[]];
	for (const line of text.split(LINE_END)) {
		if (line.trim() === '') paragraphs.push([]);
		else paragraphs.at(-1)!.push(lineOf(line));
	}
	return paragraphs
		.filter((lines) => lines.length > 0)
		.map((lines) => `<p>${lines.join('<br>')}</p>`)
		.join('');
}
