import type { ProviderDemo } from '../../demo/providerDemo';
import { readExample, submitted } from '../../demo/examples';
import { runToEnd } from '../../demo/n8n';
import { detail, heading } from '../../demo/print';
import { step } from '../../setup/progress.cjs';
import { LETTER, values } from './examples';

const nameOf = (loft: string) => `a letter to ${loft}`;

/** One pigeon flies. */
export const demo: ProviderDemo = {
	title: 'a letter by pigeon',
	async run(context) {
		heading('A letter by pigeon', [LETTER]);
		const workflow = readExample(LETTER);
		const input = [submitted(workflow, { values })];
		const run = await step('Send it', () => runToEnd(context, workflow, { input }));
		for (const { json } of run.items('Send a letter')) {
			const { state } = json.delivery as { state: string };
			const at = context.sandbox.clock.now();
			context.record.timeline.push({ at, who: 'lyon', what: 'letter handed in', state });
			detail('lyon', state, 'Send a letter');
		}
	},
	nameOf: ({ recipient }) => nameOf(recipient),
	expected: { sent: [nameOf('lyon')], reported: [], kept: [] },
};
