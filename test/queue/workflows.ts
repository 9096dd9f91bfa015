import { randomUUID } from 'node:crypto';
import type { Named } from '../../server/furnish';
import { withCredentials } from '../../server/withCredentials';
import type { Rest } from '../../server/owner';
import { toNode, type WorkflowJson } from '../support/workflowJson';

/** What n8n's list of executions tells of one. */
export interface Execution {
	id: string;
	status: string;
}

/** n8n's list shows no more at once. */
export const MOST_LISTED = 100;

/** Workflows at an n8n, kept and switched on as its editor does. */
export class Workflows {
	constructor(
		private readonly rest: Rest,
		private readonly credentials: Map<string, Named>,
	) {}

	/** @returns the id */
	async activate(name: string, workflow: WorkflowJson): Promise<string> {
		const { nodes, connections } = withCredentials(workflow, this.credentials);
		const { id, versionId } = await this.rest.call<{ id: string; versionId: string }>(
			'POST',
			'/workflows',
			{
				name,
				nodes: nodes.map((node, index) => toNode({ ...node, id: randomUUID() }, index)),
				connections,
				settings: { executionOrder: 'v1' },
			},
		);
		await this.rest.call('POST', `/workflows/${id}/activate`, { versionId });
		return id;
	}

	/** The latest executions of a workflow. */
	async executions(workflowId: string): Promise<Execution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.rest.call<{ results: Execution[] }>(
			'GET',
			`/executions?filter=${filter}&limit=${MOST_LISTED}`,
		);
		return results;
	}

	/** All that is kept of an execution, as text. */
	async record({ id }: Execution): Promise<string> {
		return JSON.stringify(await this.rest.call('GET', `/executions/${id}`));
	}
}
