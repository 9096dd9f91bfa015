import { randomUUID } from 'node:crypto';
import type { Named } from '../../tools/n8n/furnish';
import type { QueueMode } from '../../tools/n8n/queue/queueMode';
import { withCredentials } from '../../tools/n8n/withCredentials';
import { until } from '../support/until';
import { toNode, type INodeJson, type WorkflowJson } from '../../tools/engine/workflowJson';

/** What n8n's list of executions tells of one. */
export interface Execution {
	id: string;
	status: string;
}

/** A workflow that was switched on. */
interface Published {
	id: string;
	versionId: string;
}

/** How long it may take until a workflow that was switched on can be called, in milliseconds. */
const PUBLICATION = 30_000;

/** How n8n writes of a workflow that it could not switch on (2.41). */
const GIVEN_UP = /deadline|could not be activated|publication/i;

/** Which workflow a retry takes: as it was in the execution, or as it is now. */
export type RetriedWith = 'original' | 'current';

/** Starts a workflow when its URL is called. */
export const byWebhook = (path: string): INodeJson => ({
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	webhookId: path,
	parameters: { httpMethod: 'POST', path },
});

/** An execution that has not come to an end. */
export const isUnderWay = ({ status }: Execution) => ['new', 'running', 'waiting'].includes(status);

/** n8n's list shows no more at once. */
export const MAX_LISTED = 100;

/** Workflows at an n8n, kept and switched on as its editor does. */
export class Workflows {
	/**
	 * @param n8n its interface, where it takes calls of webhooks, and what it writes into its log
	 * @param published those that were switched on, by name
	 */
	constructor(
		private readonly n8n: Pick<QueueMode, 'rest' | 'url' | 'main'>,
		private readonly credentials: Map<string, Named>,
		private readonly published = new Map<string, Published>(),
	) {}

	/** With other credentials. */
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
	 * Starts a workflow by its webhook. n8n answers 404 for a moment after the workflow was activated.
	 * @param path of the webhook, which is the workflow's name as well
	 */
	async call(path: string, body: object): Promise<void> {
		let status = 404;
		const isTaken = async () => {
			({ status } = await fetch(`${this.n8n.url}/webhook/${path}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			}));
			return status !== 404;
		};
		for (let tries = 1; tries < 5 && !(await until(isTaken, PUBLICATION)); tries++) {
			await this.activateAgain(path);
		}
		if (status !== 200)
			throw new Error(`n8n answers ${path} with ${status}.\n${this.publications()}`);
	}

	/** What n8n has written of workflows that it could not switch on. */
	publications(): string {
		const lines = this.n8n.main.log().split('\n');
		return lines.filter((line) => GIVEN_UP.test(line)).join('\n');
	}

	/** n8n gives up switching a workflow on if it is too busy for that at the moment. */
	async activateAgain(name: string): Promise<void> {
		const { id, versionId } = this.published.get(name)!;
		await this.n8n.rest.call('POST', `/workflows/${id}/deactivate`);
		await this.n8n.rest.call('POST', `/workflows/${id}/activate`, { versionId });
	}

	/** Lets an execution go on that waits for a call. @param resumeUrl as n8n tells it to the workflow */
	async resume(resumeUrl: string): Promise<void> {
		const { pathname, search } = new URL(resumeUrl);
		const { status } = await fetch(`${this.n8n.url}${pathname}${search}`);
		expect(status).toBe(200);
	}

	/** As the button in n8n's list of executions does. @returns the new execution, once it is over */
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

	/** All that is kept of an execution, as text. */
	async record({ id }: Execution): Promise<string> {
		return JSON.stringify(await this.n8n.rest.call('GET', `/executions/${id}`));
	}
}
