import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cellsIn } from '../faults/part';
import { PARTS } from '../faults/parts';
import { COLUMNS, NOT_PLAYED, WORDS } from '../faults/report';
import { read, repository, section, tableRows } from './markdown';

const PAGE = 'docs/faults.md';
const page = existsSync(join(repository, PAGE)) ? read(PAGE) : '';

/** Rows of a table without its head. */
const bodyOf = (rows: string[][]) => rows.filter(([cell]) => !/^(-+:?|part|fault)$/.test(cell));

const counts = new Map(
	bodyOf(tableRows(section(page, 'Result'))).map(([name, ...cells]) => [name, cells.map(Number)]),
);

const line = page.split('\n').find((each) => each.startsWith(NOT_PLAYED)) ?? '';
const missing = line.slice(NOT_PLAYED.length, -1).trim().split(', ');
const played = PARTS.filter(({ title }) => !missing.includes(title));

it('the page of the fault matrix tells of each part that was played, in order, and of all together', () => {
	expect([...counts.keys()]).toEqual([...played.map(({ title }) => title), 'all']);
	const parts = played.map(({ title }) => counts.get(title) ?? []);
	const sums = COLUMNS.map((_, index) => parts.reduce((sum, cells) => sum + cells[index], 0));
	expect(counts.get('all')).toEqual(sums);
});

it('explains each word and each column', () => {
	const explained = tableRows(section(page, 'How to read it')).map(([name]) => name);
	const words = Object.values(WORDS).map(([word]) => word);
	const columns = played.flatMap(({ modes }) => modes.map(({ name }) => name));
	expect(explained).toEqual(expect.arrayContaining([...words, ...columns]));
});

describe.each(played)('its section $title', (part) => {
	const text = section(page, part.title);
	const tables = text.split(/^\*\*/m).slice(1);

	it('is about all cells of its tables, and finds nothing twice, nothing lost, no false word, no secret', () => {
		const column = (name: string) => COLUMNS.findIndex(([count]) => count === name);
		const own = counts.get(part.title) ?? [];
		expect(own[column('cells')]).toBe(cellsIn(part));
		const counted = ['duplicates', 'lost', 'falseWords', 'leaks'].map((name) => own[column(name)]);
		expect(counted).toEqual([0, 0, 0, 0]);
	});

	it('names each row once', () => {
		const lines = tables.map((table) => table.split('\n', 1)[0]);
		const named = lines.flatMap((line) => line.slice(line.indexOf('(') + 1, -1).split(', '));
		expect(named.sort()).toEqual(part.rows.flatMap(({ title }) => title.split(', ')).sort());
	});

	it('has all faults and all modes in each table', () => {
		for (const table of tables) {
			const [head, , ...lines] = tableRows(table);
			expect(head).toEqual(['fault', ...part.modes.map(({ name }) => name)]);
			const faults = lines.flatMap(([names]) => names.split('; '));
			expect(faults.sort()).toEqual(part.faults.map(({ name }) => name).sort());
			expect(lines.flat()).not.toContain('');
		}
	});
});
