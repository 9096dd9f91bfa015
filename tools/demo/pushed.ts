import type { Push } from '../../sandbox/webhook';
import { pushTo } from '../providers/push';
import type { RunResult, WorkflowJson } from '../engine/engine';
import type { WebhookTrigger } from '../providers/webhook';
import type { DemoContext } from './providerDemo';
import { runToEnd } from './n8n';

/**
 * Has a provider push an event to a workflow's webhook trigger, and runs the workflow with it.
 * @throws if the trigger does not accept the event, or the workflow ends with an error
 */
export async function runPushed(
	context: DemoContext,
	trigger: WebhookTrigger,
	workflow: WorkflowJson,
	event: Push,
): Promise<RunResult> {
	const input = await pushTo(context, trigger, workflow, event, context.credentials);
	if (input.length !== 1) throw new Error(`The workflow '${workflow.name}' was not started once`);
	return await runToEnd(context, workflow, { input });
}
