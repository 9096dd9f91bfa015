import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineOutcomes } from './outcome';

const file = join(__dirname, 'results.json');

const inOrder = (a: EngineOutcomes, b: EngineOutcomes) =>
	a.n8n.localeCompare(b.n8n, 'en', { numeric: true });

/** The latest results of the tests in each engine, the oldest n8n first. */
export const readResults = (): EngineOutcomes[] =>
	JSON.parse(readFileSync(file, 'utf8')) as EngineOutcomes[];

/** Saves new results of an engine; its other results, and those of other engines, stay. */
export async function keepResult(anew: EngineOutcomes): Promise<void> {
	const before = readResults();
	const known = before.find(
		({ n8n, core, workflow }) =>
			n8n === anew.n8n && core === anew.core && workflow === anew.workflow,
	);
	const others = before.filter(({ n8n }) => n8n !== anew.n8n);
	const results = [...others, { ...known, ...anew }].sort(inOrder);
	await writeFile(file, `${JSON.stringify(results, null, '\t')}\n`);
}
