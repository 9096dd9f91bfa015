import { PollContext } from 'n8n-core';
import type { IDataObject, INode, INodeExecutionData, Workflow } from 'n8n-workflow';
import { createAdditionalData } from './additionalData';
import type { StoredCredentials } from './credentialsHelper';
import { CredentialsHelper } from './credentialsHelper';
import type { Installation } from './installation';
import { givePollContext, pollTick, runPoll, withIsolate } from './olderEngines';
import type { WorkflowJson } from './workflowJson';
import { toWorkflow } from './workflowJson';

export interface PollOptions {
	credentials: StoredCredentials;
	/** `trigger` (the default) is a tick of the active workflow, `manual` is Fetch Test Event. */
	mode?: 'trigger' | 'manual';
	/** The node's static data, modified in place; reuse it across calls to keep n8n's state. */
	staticData: IDataObject;
	/** What `getPollBudgetMs` returns to the node, in milliseconds. Default: n8n's five minutes. */
	budgetMs?: number;
}

export interface PollResult {
	/** What the tick emitted, null if nothing. */
	items: INodeExecutionData[] | null;
	error?: Error;
}

function findPollingNode(workflow: Workflow): INode {
	const polling = Object.values(workflow.nodes).filter(
		({ type, typeVersion, disabled }) =>
			!disabled && 'poll' in workflow.nodeTypes.getByNameAndVersion(type, typeVersion),
	);
	if (polling.length !== 1) throw new Error('A polled workflow needs exactly one polling trigger');
	return polling[0];
}

/** n8n saves static data as JSON: what JSON can't represent is gone when the workflow is next loaded. */
function saveAndLoad(staticData: IDataObject) {
	const saved = JSON.parse(JSON.stringify(staticData)) as IDataObject;
	for (const key of Object.keys(staticData)) delete staticData[key];
	Object.assign(staticData, saved);
}

async function tick(
	{ nodeTypes, credentialTypes }: Installation,
	json: WorkflowJson,
	{ credentials, mode = 'trigger', staticData, budgetMs }: PollOptions,
): Promise<PollResult> {
	const workflow = toWorkflow(json, nodeTypes);
	const node = findPollingNode(workflow);
	const helper = new CredentialsHelper(credentialTypes, credentials);
	const result: PollResult = { items: null };
	const context = new PollContext(
		workflow,
		node,
		createAdditionalData(mode, workflow.id, helper),
		mode,
		mode === 'manual' ? 'manual' : 'activate',
		([items]) => {
			result.items = items;
		},
		(error) => {
			result.error = error;
		},
		undefined,
		undefined,
		() => staticData,
		budgetMs === undefined ? undefined : () => budgetMs,
	);

	givePollContext(context, staticData, budgetMs);
	if (mode === 'trigger') {
		await pollTick(workflow, node, context);
		return result;
	}
	const fetched = await withIsolate(workflow, () => runPoll(workflow, node, context));
	return { items: fetched?.[0] ?? null };
}

/** Polls once, as n8n's scheduler or the editor does. Never rejects: errors are returned. */
export async function pollOnce(
	installation: Installation,
	json: WorkflowJson,
	options: PollOptions,
): Promise<PollResult> {
	try {
		return await tick(installation, json, options);
	} catch (error) {
		return { items: null, error: error as Error };
	} finally {
		saveAndLoad(options.staticData);
	}
}
