import type { IDataObject } from 'n8n-workflow';
import { chain, start } from '../../tools/engine/chain';
import type { INodeJson, StoredCredentials } from '../../tools/engine/engine';
import type { Stage } from '../../tools/engine/stage';

let workflows = 0;

/**
 * Workflows of a single node, for tests that look only at its items.
 * @param credentials the node's credentials, by type
 */
export const single = (stage: Stage, credentials: () => StoredCredentials) => ({
	/** Runs an operation, and returns its items. */
	run: async (node: INodeJson, input?: Array<{ json: IDataObject }>): Promise<IDataObject[]> => {
		const { error, items } = await stage.engine.run(chain(start, node), {
			credentials: credentials(),
			...(input && { input }),
		});
		expect(error?.message).toBeUndefined();
		return items(node.name).map(({ json }) => json);
	},

	/** A trigger in a separate workflow; each call is a poll. */
	polled: (trigger: INodeJson): (() => Promise<IDataObject[]>) => {
		const staticData: IDataObject = {};
		const workflow = { id: `single-${++workflows}`, nodes: [trigger] };
		return async () => {
			const { items, error } = await stage.engine.poll(workflow, {
				credentials: credentials(),
				staticData,
			});
			if (error) throw error;
			return items?.map(({ json }) => json) ?? [];
		};
	},
});
