import { play, sample, type PlayedCell } from './matrix';
import { cellsIn } from './part';
import { PARTS } from './parts';

/** Real milliseconds, on a busy machine. */
const PATIENCE = 15 * 60_000;

it(
	'a sample of the fault matrix has no breach: each row in each mode, each fault in each mode',
	async () => {
		const cells = sample();
		const played: PlayedCell[] = [];
		await play(cells, (one) => played.push(one), 1);
		const breaches = played.flatMap(({ part, row, fault, mode, result }) =>
			result.breaches.map(
				(breach) => `${part.title}, ${row.title}, ${fault.name}, ${mode.name}: ${breach}`,
			),
		);
		expect(breaches).toEqual([]);
		expect(played).toHaveLength(cells.length);
	},
	PATIENCE,
);

describe('The sample', () => {
	const cells = sample();

	it.each(PARTS)('has each row of $title in each mode', (part) => {
		const own = cells.filter((cell) => PARTS[cell.part] === part);
		const places = new Set(own.map(({ row, mode }) => `${row} ${mode}`));
		expect(places.size).toBe(part.rows.length * part.modes.length);
	});

	it('is less than a tenth of the matrix', () => {
		const all = PARTS.reduce((sum, part) => sum + cellsIn(part), 0);
		expect(cells.length).toBeLessThan(all / 10);
	});

	it('has each fault in each mode of the operations', () => {
		const [{ faults, modes }] = PARTS;
		const ofOperations = cells.filter(({ part }) => PARTS[part].modes === modes);
		const places = new Set(ofOperations.map(({ fault, mode }) => `${fault} ${mode}`));
		expect(places.size).toBe(faults.length * modes.length);
	});
});
