/** Line ends, including those of Windows, old Macs and word processors. */
const LINE_END = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;

/** HTML shows a tab as a single space. */
const TAB = '    ';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escaped = (text: string) => text.replace(/[&<>]/g, (character) => ENTITIES[character]);

/** HTML drops spaces at the beginning of a line and after other spaces. */
const withSpaces = (line: string) => line.replace(/^ | (?= )/g, '&nbsp;');

const lineOf = (line: string) => withSpaces(escaped(line.replaceAll('\t', TAB).trimEnd()));

/**
 * Plain text as HTML that looks the same: blank lines begin a new paragraph, other line breaks remain, and nothing is
 * interpreted as markup. Blank lines at its beginning and its end are left out.
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
