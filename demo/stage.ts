import type { Sandbox } from '../sandbox';
import type {
	Engine,
	RunOptions,
	RunResult,
	StoredCredentials,
	WorkflowJson,
} from '../test/support/engine';

/** Where the demonstration takes place: n8n's engine, and a sandbox that its credential points to. */
export interface Stage {
	engine: Engine;
	sandbox: Sandbox;
	credentials: StoredCredentials;
	close(): Promise<void>;
}

/** Opens a stage on free ports. What it loads takes a second or two, so it is loaded here. */
export async function openStage(): Promise<Stage> {
	const { startSandbox } = await import('../sandbox');
	const { startEngine } = await import('../test/support/engine');
	const { stampeeAccountWithCertificate } = await import('../test/support/stampee');
	const sandbox = await startSandbox();
	const engine = await startEngine().catch(async (error: Error) => {
		await sandbox.stop();
		throw error;
	});
	return {
		engine,
		sandbox,
		credentials: { stampeeApi: stampeeAccountWithCertificate(sandbox.stampee) },
		close: async () => {
			await Promise.all([engine.stop(), sandbox.stop()]);
		},
	};
}

/**
 * Runs a workflow to its end.
 * @throws if it ends with an error
 */
export async function runToEnd(
	{ engine, credentials }: Stage,
	workflow: WorkflowJson,
	options: RunOptions = {},
): Promise<RunResult> {
	const run = await engine.run(workflow, { credentials, ...options });
	if (run.status === 'success') return run;
	const { message = 'no reason given', description } = run.error ?? {};
	throw new Error(
		[`The workflow '${workflow.name}' ended with an error: ${message}`, description]
			.filter(Boolean)
			.join('. '),
	);
}
