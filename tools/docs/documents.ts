import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waysTable } from '../../test/once/table';
import { customerFactsSections } from './customerFacts';
import { eventsTable, statesTable } from './delivery';
import { compatibility, engines, failures } from './engines';
import { variablesTable } from './checkCredentials';
import {
	factsSections,
	foundByTable,
	notLookedForTable,
	sendsTable,
	unknownsSections,
} from './contract';
import { repository, withParts } from './generated';
import { gallery } from './gallery';
import { credentialKindsTable, credentialsTable, kindsTable, parametersTables } from './input';
import { keyedTable, nodesTable } from './nodes';
import { pages } from './pages';
import { packagesTable } from './packages';
import { limitsLinks, packageNamesTable, providersTable } from './readme';
import { verifiedTable } from './webhooks';

/** The documents with generated parts (from nodes, examples and test results), by path. */
export const documents: Record<string, () => Promise<string>> = {
	'README.md': async () =>
		await withParts('README.md', {
			providers: providersTable,
			packageNames: packageNamesTable,
			nodes: nodesTable,
			limits: limitsLinks,
			compatibility,
		}),
	'docs/compatibility.md': async () =>
		await withParts('docs/compatibility.md', { engines, failures }),
	'docs/delivery.md': async () =>
		await withParts('docs/delivery.md', { states: statesTable, events: eventsTable }),
	'docs/examples.md': async () => await withParts('docs/examples.md', { gallery }),
	'docs/facts.md': async () => await withParts('docs/facts.md', { facts: customerFactsSections }),
	'docs/input.md': async () =>
		await withParts('docs/input.md', {
			kinds: kindsTable,
			credentialKinds: credentialKindsTable,
			parameters: parametersTables,
			credentials: credentialsTable,
		}),
	'docs/check.md': async () =>
		await withParts('docs/check.md', {
			variables: variablesTable,
			foundBy: foundByTable,
			sends: sendsTable,
			notLookedFor: notLookedForTable,
			facts: factsSections,
		}),
	...pages,
	'docs/packages.md': async () => await withParts('docs/packages.md', { packages: packagesTable }),
	'docs/deduplication.md': async () =>
		await withParts('docs/deduplication.md', { operations: keyedTable, ways: waysTable }),
	'docs/undocumented.md': async () =>
		await withParts('docs/undocumented.md', { unknowns: unknownsSections }),
	'docs/webhooks.md': async () => await withParts('docs/webhooks.md', { verified: verifiedTable }),
};

/** Writes a document with its current generated parts. */
export async function writeDocument(path: string): Promise<void> {
	await writeFile(join(repository, path), await documents[path]());
}
