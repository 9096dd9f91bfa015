import type { Sandbox } from '../../sandbox';
import { emailToEachItem, legallyMail } from '../support/legallyMail';
import { messageToEachItem, pecMassiva } from '../support/pecMassiva';
import * as receipts from '../support/postageApp';
import { letterToEachItem, stampee } from '../support/stampee';
import * as mails from '../support/stemp';
import type { INodeJson } from '../support/workflowJson';

/** A send node, and what it is fed for one letter. */
export interface Mailing {
	/** Of the provider, as the journal has it. */
	provider: string;
	node: INodeJson;
	/** @param name is part of the address, and somewhere in the letter */
	letter: (sandbox: Sandbox, name: string) => object;
}

const addressOf = (name: string) => `letter+${name}@example.org`;

/** Every provider's way to send. A new one is a row here. */
export const mailings: Mailing[] = [
	{
		provider: 'stampee',
		node: stampee(['message', 'send'], letterToEachItem),
		letter: (_sandbox, name) => ({ email: addressOf(name), reference: name }),
	},
	{
		provider: 'postageApp',
		node: receipts.postageApp(['message', 'send'], receipts.mailToEachItem),
		letter: (_sandbox, name) => ({ email: addressOf(name), order: name }),
	},
	{
		provider: 'stemp',
		node: mails.stemp(['email', 'send'], mails.mailToEachItem),
		letter: ({ stemp }, name) => ({
			user: stemp.users.add({ email: addressOf(name) }).id,
			subject: name,
		}),
	},
	{
		provider: 'legallyMail',
		node: legallyMail(['email', 'send'], emailToEachItem),
		letter: (_sandbox, name) => ({ email: addressOf(name), subject: name }),
	},
	{
		provider: 'pec-massiva',
		node: pecMassiva(['message', 'send'], messageToEachItem),
		letter: (_sandbox, name) => ({ email: addressOf(name), subject: name }),
	},
];
