import type {
	Engine,
	RunOptions,
	RunResult,
	StoredCredentials,
	WorkflowJson,
} from '../engine/engine';

/** n8n's engine, with the credentials that its user has set up. */
export interface N8n {
	engine: Engine;
	credentials: StoredCredentials;
}

/**
 * Runs a workflow to its end, or to where it waits.
 * @throws if it ends with an error
 */
export async function runToEnd(
	{ engine, credentials }: N8n,
	workflow: WorkflowJson,
	options: RunOptions = {},
): Promise<RunResult> {
	return endOf(workflow, await engine.run(workflow, { credentials, ...options }));
}

/** Whether a run has ended at one of its nodes Stop and Error, as it is meant to. */
export const hasStoppedItself = ({ error }: RunResult): boolean =>
	error?.node?.type === 'n8n-nodes-base.stopAndError';

/** A run that has come to its end, or waits. @throws if it has ended with an error */
export function endOf(workflow: WorkflowJson, run: RunResult): RunResult {
	if (run.status === 'success' || run.status === 'waiting') return run;
	const { message = 'no reason given', description } = run.error ?? {};
	throw new Error(
		[`The workflow '${workflow.name}' ended with an error: ${message}`, description]
			.filter(Boolean)
			.join('. '),
	);
}
