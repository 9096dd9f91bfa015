import type { Sandbox } from '../../sandbox';
import { App } from '../sandbox/stemp/caller';
import { Caller } from '../sandbox/postageApp/caller';
import { Office } from '../sandbox/legallyMail/caller';
import { Reseller } from '../sandbox/stampee/caller';
import { legallyMailTrigger } from '../support/legallyMail';
import { pecMassivaTrigger } from '../support/pecMassiva';
import { stempTrigger } from '../support/stemp';
import type { INodeJson } from '../support/workflowJson';

/** A trigger, and how there comes to be something for it to tell. */
export interface Watch {
	/** Of the provider, as the journal has it. */
	provider: string;
	node: INodeJson;
	/**
	 * Lets one thing come about that changes once, within the next minutes of the sandbox's clock.
	 * @param name is in the event that tells of it
	 */
	change: (sandbox: Sandbox, name: string) => Promise<unknown>;
}

/** Every five seconds: n8n takes no interval below a minute, but any number of them. */
const EVERY_FIVE_SECONDS = {
	item: Array.from({ length: 12 }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * 5} * * * * *`,
	})),
};

const polled = (node: INodeJson): INodeJson => ({
	...node,
	parameters: { ...node.parameters, pollTimes: EVERY_FIVE_SECONDS },
});

/** Every trigger of the package. A new one is a row here. */
export const watches: Watch[] = [
	{
		provider: 'stampee',
		node: polled({
			name: 'Stampee Trigger',
			type: 'n8n-nodes-certified-mail.stampeeTrigger',
			typeVersion: 1,
			parameters: { event: 'customerStateChanged' },
			credentials: { stampeeApi: { id: '1', name: 'Stampee account' } },
		}),
		change: async (sandbox, name) =>
			await new Reseller(sandbox).addCustomer(`accept+${name}@example.org`),
	},
	{
		provider: 'pec-massiva',
		node: polled(pecMassivaTrigger({ event: 'newMessage' })),
		change: async ({ pecMassiva }, name) =>
			pecMassiva.mailbox.receive({ from: 'jane@example.org', subject: name }),
	},
	{
		provider: 'legallyMail',
		node: polled(legallyMailTrigger('emailStatusChanged')),
		change: async (sandbox, name) => await new Office(sandbox).send(`unread+${name}@example.org`),
	},
	{
		provider: 'stemp',
		node: polled(stempTrigger('emailStatusChanged')),
		change: async (sandbox, name) => {
			const app = new App(sandbox);
			return await app.send(app.user(`ada+${name}@example.org`).id);
		},
	},
	{
		provider: 'postageApp',
		node: polled({
			name: 'PostageApp Trigger',
			type: 'n8n-nodes-certified-mail.postageAppTrigger',
			typeVersion: 1,
			parameters: { event: 'transmissionStatusChanged' },
			credentials: { postageAppApi: { id: '1', name: 'PostageApp account' } },
		}),
		change: async (sandbox, name) =>
			await new Caller(sandbox).send(name, `ada+${name}@example.org`),
	},
];

/**
 * Lets one thing change at every provider.
 * @param nameOf the name of what changes, by its provider
 * @returns the names
 */
export async function changeEverywhere(
	sandbox: Sandbox,
	nameOf: (provider: string) => string,
): Promise<string[]> {
	const names: string[] = [];
	for (const { provider, change } of watches) {
		const name = nameOf(provider);
		await change(sandbox, name);
		names.push(name);
	}
	sandbox.clock.advance({ minutes: 6 });
	return names;
}
