import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { read, repository, section } from '../docs/markdown';
import type { PlayedCell } from './matrix';
import { PARTS } from './parts';
import { readSection } from './readSection';
import { COLUMNS, place, tablesOf, withRows, type Words } from './report';

const page = read('docs/faults.md');
const parts = PARTS.map((part) => ({ part, title: part.title, text: section(page, part.title) }));
const told = parts.filter(({ text }) => text !== '');

const formatted = async (text: string) => {
	const options = await resolveConfig(join(repository, 'docs/faults.md'));
	return await format(text, { ...options, parser: 'markdown' });
};

describe.each(told)('The section $title of docs/faults.md', ({ part, text }) => {
	it('is read back as what it was made of', async () => {
		const known = readSection(part, text);
		expect([...known.keys()].sort()).toEqual(part.rows.map(({ title }) => title).sort());
		expect(await formatted(tablesOf(part, known))).toBe(await formatted(text));
	});
});

describe('A row that is new', () => {
	const { part, text } = told.find(({ title }) => title === 'Polling triggers')!;
	const [{ title }] = part.rows;
	const all = readSection(part, text);
	const others = new Map([...all].filter(([each]) => each !== title));
	const cells = part.faults.length * part.modes.length;
	const before = {
		counts: COLUMNS.map(([count]) => (count === 'cells' ? others.size * cells : 0)),
		text,
	};

	/** The cells of the first row, with the result `done` for each. */
	const play = (faults = part.faults) =>
		faults.flatMap((fault) =>
			part.modes.map(
				(mode) =>
					({
						part,
						row: part.rows[0],
						fault,
						mode,
						result: { outcomes: ['ok'], accepted: 1, breaches: [] as string[] },
					}) as unknown as PlayedCell,
			),
		);

	it('is played alone, and what the page tells of all others stays', () => {
		const anew = withRows(part, before, others, play())!;
		const known = readSection(part, anew.text);
		expect(anew.counts[0]).toBe(all.size * cells);
		expect(anew.counts[1]).toBe(cells);
		expect([...known.get(title)!.values()].every((word) => word === 'done')).toBe(true);
		expect(new Map([...known].filter(([each]) => each !== title))).toEqual(others);
	});

	it('is not told of if not all of its cells were played, or another row is missing', () => {
		const [, second] = part.rows;
		const fewer = new Map([...others].filter(([each]) => each !== second.title));
		expect(withRows(part, before, others, play(part.faults.slice(1)))).toBeUndefined();
		expect(withRows(part, before, fewer, play())).toBeUndefined();
	});

	it('is not told of if something is wrong with it', () => {
		const [one, ...rest] = play();
		const wrong = { ...one, result: { ...one.result, breaches: ['it is never told'] } };
		expect(withRows(part, before, others, [wrong, ...rest])).toBeUndefined();
	});

	it('has the part played as a whole if a row that was there came to something else', () => {
		const was = { ...before, counts: COLUMNS.map(() => all.size * cells) };
		const other: Words = new Map(
			part.faults.flatMap(({ name }) =>
				part.modes.map((mode) => [place(name, mode.name), 'rejected']),
			),
		);
		expect(withRows(part, was, new Map([...all, [title, other]]), play())).toBeUndefined();
	});
});
