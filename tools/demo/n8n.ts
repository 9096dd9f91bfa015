import type {
	Engine,
	RunOptions,
	RunResult,
	StoredCredentials,
	WorkflowJson,
} from '../engine/engine';

/** n8n's engine, with the credentials of its user. */
export interface N8n {
	engine: Engine;
	credentials: StoredCredentials;
}

/**
 * Runs a workflow until it ends or waits.
 * @throws if it ends with an error
 */
export async function runToEnd(
	{ engine, credentials }: N8n,
	workflow: WorkflowJson,
	options: RunOptions = {},
): Promise<RunResult> {
	return endOf(workflow, await engine.run(workflow, { credentials, ...options }));
}

/** Whether a run has ended at one of its Stop and Error nodes, as intended. */
export const hasStoppedItself = ({ error }: RunResult): boolean =>
	error?.node?.type === 'n8n-nodes-base.stopAndError';

/** Returns a run that has ended or waits. @throws if it ended with an error */
export function endOf(workflow: WorkflowJson, run: RunResult): RunResult {
	if (run.status === 'success' || run.status === 'waiting') return run;
	const { message = 'no reason given', description } = run.error ?? {};
	throw new Error(
		[`The workflow '${workflow.name}' ended with an error: ${message}`, description]
			.filter(Boolean)
			.join('. '),
	);
}
