import { withParts } from './generated';
import { gallery } from './gallery';
import { nodesTable } from './nodes';

/** The documents of which parts are made from the nodes and the examples, by their path. */
export const documents: Record<string, () => Promise<string>> = {
	'README.md': async () => await withParts('README.md', { nodes: nodesTable }),
	'docs/examples.md': async () => await withParts('docs/examples.md', { gallery }),
};
