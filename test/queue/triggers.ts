import type { Sandbox } from '../../sandbox';
import { PROVIDERS, type Provider } from '../../tools/providers';
import { until } from '../support/until';
import type { INodeJson, WorkflowJson } from '../../tools/engine/workflowJson';
import type { Ledger } from './ledger';
import type { Workflows } from './workflows';

/** Every five seconds: n8n accepts no interval below a minute, but any number of intervals. */
const EVERY_FIVE_SECONDS = {
	item: Array.from({ length: 12 }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * 5} * * * * *`,
	})),
};

/** The trigger of a provider, polled every five seconds. */
const polled = ({ trigger: { node } }: Provider): INodeJson => ({
	...node,
	parameters: { ...node.parameters, pollTimes: EVERY_FIVE_SECONDS },
});

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
	for (const provider of PROVIDERS) {
		const name = nameOf(provider.name);
		await provider.trigger.change(sandbox, name);
		names.push(name);
	}
	sandbox.clock.advance({ minutes: 6 });
	return names;
}

/** How long triggers may take to begin, or to report a change, in milliseconds. */
const FIRST_POLLS = 20_000;

/** The maximum number of changes until each trigger has reported one of them. */
const MAX_CHANGES = 15;

/** After how many changes a trigger that has reported none is activated again. */
const CHANGES_PER_ACTIVATION = 5;

/**
 * Activates the triggers, and lets things change until each has reported a change: n8n's first poll comes some
 * time after it has activated a workflow, and only takes the initial snapshots.
 * @param flowOf the workflow of a provider's trigger
 * @param change lets a thing change for each trigger, and returns the names of the changes in their order
 */
export async function switchOn(
	workflows: Workflows,
	ledger: Ledger,
	flowOf: (trigger: INodeJson, provider: Provider) => { name: string; flow: WorkflowJson },
	change: () => Promise<string[]>,
): Promise<void> {
	const flows = PROVIDERS.map((provider) => flowOf(polled(provider), provider));
	for (const { name, flow } of flows) await workflows.activate(name, flow);
	const rounds: string[][] = [];
	const silent = () =>
		flows.filter((_flow, index) => !rounds.some((names) => ledger.tellsOf(names[index])));
	while (rounds.length < MAX_CHANGES) {
		rounds.push(await change());
		if (await until(() => silent().length === 0, FIRST_POLLS)) return;
		if (rounds.length % CHANGES_PER_ACTIVATION > 0) continue;
		for (const { name } of silent()) await workflows.activateAgain(name);
	}
	const names = silent().map(({ name }) => name);
	throw new Error(`Told nothing: ${names.join(', ')}.\n${workflows.publications()}`);
}
