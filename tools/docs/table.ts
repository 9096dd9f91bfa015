/** A Markdown table. */
export const asTable = (head: string[], rows: string[][]) =>
	[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Converts a text to a table cell: on one line, with vertical bars escaped. */
export const asCell = (text: string) => text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
