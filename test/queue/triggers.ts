import type { Sandbox } from '../../sandbox';
import { App } from '../sandbox/stemp/caller';
import { Caller } from '../sandbox/postageApp/caller';
import { Office } from '../sandbox/legallyMail/caller';
import { Reseller } from '../sandbox/stampee/caller';
import { legallyMailTrigger } from '../../tools/providers/legallyMail/node';
import { pecMassivaTrigger } from '../../tools/providers/pecMassiva/node';
import { stempTrigger } from '../../tools/providers/stemp/node';
import { until } from '../support/until';
import type { INodeJson, WorkflowJson } from '../../tools/engine/workflowJson';
import type { Ledger } from './ledger';
import type { Workflows } from './workflows';

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
		provider: 'pecMassiva',
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

/** How long triggers may take to begin, or to tell of what has changed, in milliseconds. */
const FIRST_POLLS = 20_000;

/** How often things change at most until each trigger has told of one of them. */
const MOST_CHANGES = 15;

/** After how many changes a trigger that has told of none is switched on anew. */
const CHANGES_PER_ACTIVATION = 5;

/**
 * Switches the triggers on, and lets things change until each has told of one: n8n polls for the first time some
 * time after it has switched a workflow on, and that poll only learns.
 * @param flowOf the workflow of a trigger
 * @param change lets a thing change for each trigger, and returns the names of the changes in their order
 */
export async function switchOn(
	workflows: Workflows,
	ledger: Ledger,
	flowOf: (watch: Watch) => { name: string; flow: WorkflowJson },
	change: () => Promise<string[]>,
): Promise<void> {
	const flows = watches.map(flowOf);
	for (const { name, flow } of flows) await workflows.activate(name, flow);
	const rounds: string[][] = [];
	const silent = () =>
		flows.filter((_flow, index) => !rounds.some((names) => ledger.tellsOf(names[index])));
	while (rounds.length < MOST_CHANGES) {
		rounds.push(await change());
		if (await until(() => silent().length === 0, FIRST_POLLS)) return;
		if (rounds.length % CHANGES_PER_ACTIVATION > 0) continue;
		for (const { name } of silent()) await workflows.activateAgain(name);
	}
	const names = silent().map(({ name }) => name);
	throw new Error(`Told nothing: ${names.join(', ')}.\n${workflows.publications()}`);
}
