import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import packageJson from '../../package.json';
import { PROVIDERS, type Provider } from '../providers';

export const repository = resolve(__dirname, '../..');

/** What is published under a name. */
export interface Package {
	name: string;
	/** For npm, which shows it beside the name. */
	description: string;
	/** The folders of nodes/ that it has the nodes of. */
	folders: string[];
	/** The document that its README is made from. */
	page: string;
}

/** The folders of all providers in nodes/. */
export const providerFolders = readdirSync(join(repository, 'nodes')).filter(
	(name) => name !== 'shared',
);

/** All providers in one. n8n verifies only what integrates a single service, so never this one. */
export const wholePackage: Package = {
	name: packageJson.name,
	description: packageJson.description,
	folders: providerFolders,
	page: 'README.md',
};

/** The package of one provider alone. */
export const packageOf = ({ page, description, folder }: Provider): Package => ({
	name: `n8n-nodes-${page}`,
	description,
	folders: [folder],
	page: `docs/${page}.md`,
});

/** One provider each. */
export const singlePackages: Package[] = PROVIDERS.map(packageOf);

export const allPackages: Package[] = [wholePackage, ...singlePackages];
