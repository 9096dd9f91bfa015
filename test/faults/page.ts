import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { read, repository, section, tableRows } from '../docs/markdown';
import type { Part } from './part';
import { PARTS } from './parts';
import type { PlayedCell } from './matrix';
import { readSection } from './readSection';
import { COLUMNS, isGreen, pageOf, sectionOf, withRows, type Section, type Words } from './report';

export const PAGE = 'docs/faults.md';

/** The current section of a part on the page. */
function sectionBefore({ title }: Part): Section | undefined {
	if (!existsSync(join(repository, PAGE))) return undefined;
	const page = read(PAGE);
	const [head, ...rows] = tableRows(section(page, 'Result'));
	const row = rows.find(([name]) => name === title);
	// A count that did not exist when the part was run is unknown.
	const counts = COLUMNS.map(([, name]) => Number(row?.[head.indexOf(name)] ?? NaN));
	return row && { counts, text: section(page, title).trim() };
}

/** The results on the page for the rows of a part, by their titles. */
export function rowsBefore(part: Part): Map<string, Words> {
	return readSection(part, sectionBefore(part)?.text ?? '');
}

/** The new section of a part that was run as a whole, or with the rows that were missing in it. */
export function sectionAnew(part: Part, played: PlayedCell[]): Section | undefined {
	if (isGreen(part, played)) return sectionOf(part, played);
	const before = sectionBefore(part);
	return before && withRows(part, before, rowsBefore(part), played);
}

/** Writes the new results of these parts into the page. The other parts stay as they are. */
export async function writePage(anew: Map<Part, Section>): Promise<void> {
	const sections = PARTS.flatMap((part): Array<[Part, Section]> => {
		const known = anew.get(part) ?? sectionBefore(part);
		return known ? [[part, known]] : [];
	});
	const missing = PARTS.filter((part) => !sections.some(([known]) => known === part));
	const file = join(repository, PAGE);
	const options = { ...(await resolveConfig(file)), parser: 'markdown' };
	await writeFile(file, await format(pageOf(sections, missing), options));
}
