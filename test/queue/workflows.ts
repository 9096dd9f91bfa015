import { randomUUID } from 'node:crypto';
import type { Named } from '../../tools/n8n/furnish';
import type { QueueMode } from '../../tools/n8n/queue/queueMode';
import { withCredentials } from '../../tools/n8n/withCredentials';
import { until } from '../support/until';
import { toNode, type INodeJson, type WorkflowJson } from '../../tools/engine/workflowJson';

/** An entry in n8n's list of executions. */
export interface Execution {
	id: string;
	status: string;
}

/** A workflow that was activated. */
interface Published {
	id: string;
	versionId: string;
}

/** How long it may take until an activated workflow can be called, in milliseconds. */
const PUBLICATION = 30_000;

/** What n8n logs about a workflow that it could not activate (2.41). */
const GIVEN_UP = /deadline|could not be activated|publication/i;

/** Which version of the workflow a retry uses: that of the execution, or the current one. */
export type RetriedWith = 'original' | 'current';

/** Starts a workflow when its URL is called. */
export const byWebhook = (path: string): INodeJson => ({
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	webhookId: path,
	parameters: { httpMethod: 'POST', path },
});

/** Whether an execution has not finished. */
export const isUnderWay = ({ status }: Execution) => ['new', 'running', 'waiting'].includes(status);

/** The maximum that n8n's list returns at once. */
export const MAX_LISTED = 100;

/** Workflows in an n8n, saved and activated as its editor does. */
export class Workflows {
	/**
	 * @param n8n its REST API, the URL of its webhooks, and its log
	 * @param published the activated workflows, by name
	 */
	constructor(
		private readonly n8n: Pick<QueueMode, 'rest' | 'url' | 'main'>,
		private readonly credentials: Map<string, Named>,
		private readonly published = new Map<string, Published>(),
	) {}

	/** The same workflows with other credentials. */
	with(credentials: Map<string, Named>): Workflows {
		return new Workflows(this.n8n, credentials, this.published);
	}

	/** @returns the id */
	async activate(name: string, workflow: WorkflowJson): Promise<string> {
		const { nodes, connections } = withCredentials(workflow, this.credentials);
		const { id, versionId } = await this.n8n.rest.call<{ id: string; versionId: string }>(
			'POST',
			'/workflows',
			{
				name,
				nodes: nodes.map((node, index) => toNode({ ...node, id: randomUUID() }, index)),
				connections,
				settings: { executionOrder: 'v1' },
			},
		);
		await this.n8n.rest.call('POST', `/workflows/${id}/activate`, { versionId });
		this.published.set(name, { id, versionId });
		return id;
	}

	/**
	 * Starts a workflow by its webhook. n8n answers 404 for a moment after the workflow was activated, and 503, before
	 * it looks at anything, while its database is not ready.
	 * @param path of the webhook, which is also the workflow's name
	 */
	async call(path: string, body: object): Promise<void> {
		let status = 404;
		const isTaken = async () => {
			({ status } = await fetch(`${this.n8n.url}/webhook/${path}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			}));
			return ![404, 503].includes(status);
		};
		for (let tries = 1; tries < 5 && !(await until(isTaken, PUBLICATION)); tries++) {
			await this.activateAgain(path);
		}
		if (status !== 200)
			throw new Error(`n8n answers ${path} with ${status}.\n${this.publications()}`);
	}

	/** The lines of n8n's log about workflows that it could not activate. */
	publications(): string {
		const lines = this.n8n.main.log().split('\n');
		return lines.filter((line) => GIVEN_UP.test(line)).join('\n');
	}

	/** Activates a workflow again: n8n gives up on an activation if it is too busy at the moment. */
	async activateAgain(name: string): Promise<void> {
		const { id, versionId } = this.published.get(name)!;
		await this.n8n.rest.call('POST', `/workflows/${id}/deactivate`);
		await this.n8n.rest.call('POST', `/workflows/${id}/activate`, { versionId });
	}

	/** Resumes an execution that waits for a call. @param resumeUrl as n8n passes it to the workflow */
	async resume(resumeUrl: string): Promise<void> {
		const { pathname, search } = new URL(resumeUrl);
		const { status } = await fetch(`${this.n8n.url}${pathname}${search}`);
		expect(status).toBe(200);
	}

	/** Retries as the button in n8n's list of executions does. @returns the new execution, once it has finished */
	async retry({ id }: Execution, workflow: RetriedWith): Promise<Execution> {
		return await this.n8n.rest.call('POST', `/executions/${id}/retry`, {
			loadWorkflow: workflow === 'current',
		});
	}

	/** The latest executions of a workflow. */
	async executions(workflowId: string): Promise<Execution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.n8n.rest.call<{ results: Execution[] }>(
			'GET',
			`/executions?filter=${filter}&limit=${MAX_LISTED}`,
		);
		return results;
	}

	/** Everything that is stored about an execution, as text. */
	async record({ id }: Execution): Promise<string> {
		return JSON.stringify(await this.n8n.rest.call('GET', `/executions/${id}`));
	}
}
