import { tableRows } from '../docs/markdown';
import type { Part } from './part';
import { place, type Words } from './report';

/** The word of a row in a note: `Row: word. Another row: word.` */
function wordIn(note: string, title: string): string | undefined {
	const own = note.split(/(?<=\.) /).find((each) => each.startsWith(`${title}: `));
	return own?.slice(title.length + 2, -1);
}

/**
 * The results in the section of a part, by row title: the words from which its tables were made. Rows that the part
 * no longer has are left out, and so are those with a missing cell.
 */
export function readSection({ rows, faults, modes }: Part, text: string): Map<string, Words> {
	const known = new Map<string, Words>();
	for (const table of text.split(/^\*\*/m).slice(1)) {
		const [heading] = table.split('\n', 1);
		const titles = heading.slice(heading.indexOf('(') + 1, -1).split(', ');
		const [[, ...columns], , ...lines] = tableRows(table);
		const notes = new Map(
			[...table.matchAll(/^\[(\d+)\] (.*)$/gm)].map(([, number, note]) => [number, note]),
		);
		for (const { title } of rows.filter((row) => titles.includes(row.title))) {
			const words: Words = new Map();
			for (const [names, ...cells] of lines) {
				for (const [index, cell] of cells.entries()) {
					const [, usual, number] = /^(.*?)(?: \[(\d+)\])?$/.exec(cell) ?? [];
					const word = wordIn(notes.get(number) ?? '', title) ?? usual;
					for (const name of names.split('; ')) words.set(place(name, columns[index]), word);
				}
			}
			const isWhole = faults.every(({ name }) =>
				modes.every((mode) => words.has(place(name, mode.name))),
			);
			if (isWhole) known.set(title, words);
		}
	}
	return known;
}
