import type { IDataObject } from 'n8n-workflow';
import { chain, start } from '../../tools/engine/chain';
import type { INodeJson, StoredCredentials } from '../../tools/engine/engine';
import type { Stage } from '../../tools/engine/stage';

let workflows = 0;

/**
 * Workflows of a single node, for what its items are and nothing else.
 * @param credentials of the node, by their types
 */
export const single = (stage: Stage, credentials: () => StoredCredentials) => ({
	/** The items of an operation. */
	run: async (node: INodeJson, input?: Array<{ json: IDataObject }>): Promise<IDataObject[]> => {
		const { error, items } = await stage.engine.run(chain(start, node), {
			credentials: credentials(),
			...(input && { input }),
		});
		expect(error?.message).toBeUndefined();
		return items(node.name).map(({ json }) => json);
	},

	/** A trigger in a workflow of its own; each call is a poll. */
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
