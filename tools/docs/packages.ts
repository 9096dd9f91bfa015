import type { ICredentialType, INodeType } from 'n8n-workflow';
import { instanceFrom } from '../engine/published';
import { manifestOf } from '../release/manifest';
import { singlePackages, wholePackage, type Package } from '../release/packages';

const row = (...cells: string[]) => `| ${cells.join(' | ')} |`;

/** The table row of a single-provider package, with n8n's names of its nodes and credentials. */
function rowOf(published: Package): string {
	const { name } = published;
	const { nodes, credentials } = manifestOf(published).n8n;
	return row(
		`[${name}](https://www.npmjs.com/package/${name})`,
		nodes.map((file) => instanceFrom<INodeType>(file).description.displayName).join(', '),
		credentials.map((file) => instanceFrom<ICredentialType>(file).displayName).join(', '),
	);
}

/** The table of all packages. */
export const packagesTable = (): string =>
	[
		row('package', 'nodes', 'credentials'),
		row('---', '---', '---'),
		row(`[${wholePackage.name}](../README.md)`, 'all below', 'all below'),
		...singlePackages.map(rowOf),
	].join('\n');
