import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import { LONGEST, SCOPES } from '../../sandbox/pecMassiva/tokens';
import {
	emailToEachItem,
	legallyMail,
	legallyMailAccount,
} from '../../tools/providers/legallyMail/node';
import {
	messageToEachItem,
	pecMassiva,
	pecMassivaAccount,
} from '../../tools/providers/pecMassiva/node';
import * as receipts from '../../tools/providers/postageApp/node';
import { letterToEachItem, stampee, stampeeAccount } from '../../tools/providers/stampee/node';
import * as mails from '../../tools/providers/stemp/node';
import type { INodeJson } from '../../tools/engine/workflowJson';

/** What a credential is filled with, one after the other. */
export interface Accounts {
	/** The credential type. */
	type: string;
	first: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	/** The first account, with another secret. */
	renewed: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	/** Another account of the same provider. */
	other: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	/** Nothing tells whose a secret is. */
	areNameless?: boolean;
}

/** A send node, and what it is fed for one letter. */
export interface Mailing {
	/** Of the provider, as the journal has it. */
	provider: string;
	node: INodeJson;
	/** @param name is part of the address, and somewhere in the letter */
	letter: (sandbox: Sandbox, name: string) => object;
	/** What lets it take along the image in the binary field `data`. */
	withFile: INodeParameters;
	/** Options that keep few of its requests in flight, where the provider takes many. */
	capped?: INodeParameters;
	accounts: Accounts;
}

const FEW_IN_FLIGHT = { maxConcurrentRequests: 2 };

const addressOf = (name: string) => `letter+${name}@example.org`;

/** Every provider's way to send. A new one is a row here. */
export const mailings: Mailing[] = [
	{
		provider: 'stampee',
		node: stampee(['message', 'send'], letterToEachItem),
		letter: (_sandbox, name) => ({ email: addressOf(name), reference: name }),
		withFile: { attachments: 'data' },
		capped: FEW_IN_FLIGHT,
		accounts: {
			type: 'stampeeApi',
			first: ({ stampee }) => stampeeAccount(stampee),
			renewed: ({ stampee }) => ({ ...stampeeAccount(stampee), apiToken: stampee.newToken() }),
			other: ({ stampee }) => ({ ...stampeeAccount(stampee), apiToken: stampee.newToken() }),
			areNameless: true,
		},
	},
	{
		provider: 'postageApp',
		node: receipts.postageApp(['message', 'send'], receipts.mailToEachItem),
		letter: (_sandbox, name) => ({ email: addressOf(name), order: name }),
		withFile: { attachments: 'data' },
		capped: FEW_IN_FLIGHT,
		accounts: {
			type: 'postageAppApi',
			first: ({ postageApp }) => receipts.postageAppAccount(postageApp),
			renewed: ({ postageApp }) => ({
				...receipts.postageAppAccount(postageApp),
				projectApiKey: postageApp.newProjectKey(),
			}),
			other: ({ postageApp }) => ({
				...receipts.postageAppAccount(postageApp),
				projectApiKey: postageApp.newProjectKey('https://acct.postageapp.com/projects/6'),
			}),
		},
	},
	{
		provider: 'stemp',
		node: mails.stemp(['email', 'send'], mails.mailToEachItem),
		letter: ({ stemp }, name) => ({
			user: stemp.users.add({ email: addressOf(name) }).id,
			subject: name,
		}),
		withFile: { attachments: 'data', htmlBody: '<p>Hello <img src="cid:data"></p>' },
		capped: FEW_IN_FLIGHT,
		accounts: {
			type: 'stempApi',
			first: ({ stemp }) => mails.stempAccount(stemp),
			renewed: ({ stemp }) => mails.stempAccount(stemp),
			other: ({ stemp }) => ({
				...mails.stempAccount(stemp),
				refreshToken: stemp.newRefreshToken('org_other'),
			}),
		},
	},
	{
		provider: 'legallyMail',
		node: legallyMail(['email', 'send'], emailToEachItem),
		letter: (_sandbox, name) => ({ email: addressOf(name), subject: name }),
		withFile: { attachments: 'data' },
		accounts: {
			type: 'legallyMailApi',
			first: ({ legallyMail }) => legallyMailAccount(legallyMail),
			renewed: ({ legallyMail }) => ({
				...legallyMailAccount(legallyMail),
				token: legallyMail.newToken(),
			}),
			other: ({ legallyMail }) => ({
				...legallyMailAccount(legallyMail),
				token: legallyMail.newToken('live@example.com'),
			}),
		},
	},
	{
		provider: 'pecMassiva',
		node: pecMassiva(['message', 'send'], messageToEachItem),
		letter: (_sandbox, name) => ({ email: addressOf(name), subject: name }),
		withFile: { attachments: 'data' },
		accounts: {
			type: 'pecMassivaApi',
			first: ({ pecMassiva }) => pecMassivaAccount(pecMassiva),
			renewed: ({ pecMassiva }) => ({
				...pecMassivaAccount(pecMassiva),
				token: pecMassiva.tokens.make(SCOPES, LONGEST),
			}),
			other: ({ pecMassiva }) => {
				const username = 'live@pecmassiva.com';
				pecMassiva.addUser(username);
				return { ...pecMassivaAccount(pecMassiva), username };
			},
		},
	},
];
