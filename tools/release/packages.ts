import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import packageJson from '../../package.json';

export const repository = resolve(__dirname, '../..');

/** What is published under a name. */
export interface Package {
	name: string;
	/** For npm, which shows it beside the name. */
	description: string;
	/** The folders of nodes/ that it has the nodes of. */
	rooms: string[];
	/** The document that its README is made from. */
	page: string;
}

/** The folders of all providers in nodes/. */
export const allRooms = readdirSync(join(repository, 'nodes')).filter((name) => name !== 'shared');

/** All providers in one. n8n verifies only what integrates a single service, so never this one. */
export const wholePackage: Package = {
	name: packageJson.name,
	description: packageJson.description,
	rooms: allRooms,
	page: 'README.md',
};

/** One provider each. A new provider is a row here. */
export const singlePackages: Package[] = [
	{
		name: 'n8n-nodes-stampee',
		description:
			'n8n nodes for Stampee: send simple and registered electronic letters (LS, LRE), follow them and get the proof',
		rooms: ['Stampee'],
		page: 'docs/stampee.md',
	},
	{
		name: 'n8n-nodes-pec-massiva',
		description:
			'n8n nodes for PEC Massiva of Openapi: send Italian certified mail (PEC), one or many at once, and follow its receipts',
		rooms: ['PecMassiva'],
		page: 'docs/pec-massiva.md',
	},
	{
		name: 'n8n-nodes-legallymail',
		description:
			'n8n nodes for LegallyMail: send certified e-mails and SMS, have documents signed, and get their certificates',
		rooms: ['LegallyMail'],
		page: 'docs/legallymail.md',
	},
	{
		name: 'n8n-nodes-stemp',
		description:
			'n8n nodes for stemp: send e-mails to the users and members of an organization, follow them, and keep its users',
		rooms: ['Stemp'],
		page: 'docs/stemp.md',
	},
	{
		name: 'n8n-nodes-postageapp',
		description:
			'n8n nodes for PostageApp: send transactional mail and mail merges, each message once by its UID, and follow it',
		rooms: ['PostageApp'],
		page: 'docs/postageapp.md',
	},
];

export const allPackages: Package[] = [wholePackage, ...singlePackages];
