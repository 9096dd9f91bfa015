/** A table in Markdown. */
export const asTable = (head: string[], rows: string[][]) =>
	[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** A text as a cell of a table: in one line, and with no bar that would end it. */
export const asCell = (text: string) => text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
