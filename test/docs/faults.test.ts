import { FAULTS } from '../faults/faults';
import { MODES } from '../faults/modes';
import { operations } from '../faults/operations';
import { PROVIDERS } from '../faults/providers';
import { WORDS } from '../faults/report';
import { read, section, tableRows } from './markdown';

const page = read('docs/faults.md');

/** What the tables of the matrix say: the rows below the heads of tables that have faults in them. */
const rowsOf = (provider: string) =>
	tableRows(section(page, provider)).filter(([name]) => name !== 'fault' && !/^-+$/.test(name));

describe('the page of the fault matrix, which `npm run test:faults` writes', () => {
	it('has as many cells as the tables make', () => {
		const cells = FAULTS.length * MODES.length * operations().length;
		expect(tableRows(page)).toContainEqual(['cells', String(cells)]);
	});

	it('tells of no duplicate, no silent loss and no leak', () => {
		const counts = tableRows(page).filter(([, count]) => /^\d+$/.test(count));
		expect(counts.slice(1).map(([, count]) => count)).toEqual(['0', '0', '0']);
	});

	it('explains each mode and each word', () => {
		const rows = tableRows(section(page, 'How to read it'));
		for (const { name, legend } of MODES) expect(rows).toContainEqual([name, legend]);
		for (const word of Object.values(WORDS)) expect(rows).toContainEqual([...word]);
	});
});

describe.each(PROVIDERS)('the fault matrix of $title', ({ title }) => {
	it('has each operation once', () => {
		const named = [...section(page, title).matchAll(/^\*\*[^*]+\*\* \((.+)\)$/gm)].flatMap(
			([, names]) => names.split(/, (?=[A-Z])/),
		);
		const own = operations().filter(({ provider }) => provider.title === title);
		expect(named.sort()).toEqual(own.map((operation) => operation.title).sort());
	});

	it('has each fault in each of its tables', () => {
		const tables = section(page, title).split('| fault ').length - 1;
		const named = rowsOf(title).flatMap(([names]) => names.split('; '));
		for (const { name } of FAULTS) {
			expect(named.filter((other) => other === name)).toHaveLength(tables);
		}
	});
});
