import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import packageJson from '../../package.json';
import { PROVIDERS, type Provider } from '../providers';

export const repository = resolve(__dirname, '../..');

/** A published package. */
export interface Package {
	name: string;
	/** npm shows it beside the name. */
	description: string;
	/** The folders of nodes/ whose nodes it contains. */
	folders: string[];
	/** The document that its README is generated from. */
	page: string;
}

/** The folders of all providers in nodes/. */
export const providerFolders = readdirSync(join(repository, 'nodes')).filter(
	(name) => name !== 'shared',
);

/** The package of all providers. n8n verifies only packages that integrate a single service, so never this one. */
export const wholePackage: Package = {
	name: packageJson.name,
	description: packageJson.description,
	folders: providerFolders,
	page: 'README.md',
};

/** The package of a single provider. */
export const packageOf = ({ page, description, folder }: Provider): Package => ({
	name: `n8n-nodes-${page}`,
	description,
	folders: [folder],
	page: `docs/${page}.md`,
});

/** The packages of the individual providers. */
export const singlePackages: Package[] = PROVIDERS.map(packageOf);

export const allPackages: Package[] = [wholePackage, ...singlePackages];
