import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cellsIn, type Part } from '../faults/part';
import { PARTS } from '../faults/parts';
import { COLUMNS, NOT_PLAYED, WORDS } from '../faults/report';
import { read, repository, section, tableRows } from './markdown';

const PAGE = 'docs/faults.md';
const page = existsSync(join(repository, PAGE)) ? read(PAGE) : '';

/** The rows of a table without its header. */
const bodyOf = (rows: string[][]) => rows.filter(([cell]) => !/^(-+:?|part|fault)$/.test(cell));

const counts = new Map(
	bodyOf(tableRows(section(page, 'Result'))).map(([name, ...cells]) => [name, cells.map(Number)]),
);

const line = page.split('\n').find((each) => each.startsWith(NOT_PLAYED)) ?? '';
const missing = line.slice(NOT_PLAYED.length, -1).trim().split(', ');
const played = PARTS.filter(({ title }) => !missing.includes(title));

/** The tables of a section: rows with the same results share one. */
const tablesIn = (text: string) => text.split(/^\*\*/m).slice(1);

/** The rows that the tables of a section cover. */
const namedIn = (text: string) =>
	tablesIn(text)
		.map((table) => table.split('\n', 1)[0])
		.flatMap((line) => line.slice(line.indexOf('(') + 1, -1).split(', '));

/** The rows of a part that are not on the page. */
const unplayedOf = ({ title, rows }: Part) => {
	const named = namedIn(section(page, title));
	return rows.flatMap((row) => row.title.split(', ')).filter((row) => !named.includes(row));
};

it.each(played)('the page of the fault matrix has all rows: $title', (part) => {
	const lacking = unplayedOf(part).map(
		(row) =>
			`${PAGE} has no row '${row}' under '${part.title}': npm run test:faults -- --missing plays it`,
	);
	expect(lacking).toEqual([]);
});

/** The parts whose rows are all there: problems of the others are reported above. */
const complete = played.filter((part) => unplayedOf(part).length === 0);

it('the page of the fault matrix tells of each part that was played, in order, and of all together', () => {
	const told = [...counts.keys()].filter((title) => title !== 'all');
	const titles = PARTS.map(({ title }) => title).filter((title) => told.includes(title));
	expect(told).toEqual(titles);
	const sums = COLUMNS.map((_, index) =>
		told.reduce((sum, title) => sum + (counts.get(title) ?? [])[index], 0),
	);
	expect(counts.get('all')).toEqual(sums);
});

it('explains each word and each column', () => {
	const explained = tableRows(section(page, 'How to read it')).map(([name]) => name);
	const words = Object.values(WORDS).map(([word]) => word);
	const columns = played.flatMap(({ modes }) => modes.map(({ name }) => name));
	expect(explained).toEqual(expect.arrayContaining([...words, ...columns]));
});

describe.each(complete)('its section $title', (part) => {
	const text = section(page, part.title);
	const tables = tablesIn(text);

	it('is about all cells of its tables, and finds nothing twice, nothing lost, no false word, no secret', () => {
		const column = (name: string) => COLUMNS.findIndex(([count]) => count === name);
		const own = counts.get(part.title) ?? [];
		expect(own[column('cells')]).toBe(cellsIn(part));
		const counted = ['duplicates', 'lost', 'falseClaims', 'leaks'].map((name) => own[column(name)]);
		expect(counted).toEqual([0, 0, 0, 0]);
	});

	it('names each row once', () => {
		expect(namedIn(text).sort()).toEqual(
			part.rows.flatMap(({ title }) => title.split(', ')).sort(),
		);
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
