/**
 * Adapters for everything that older engines of n8n 2 name differently or lack: the only place in this harness that
 * knows about it. Each function states the first n8n version in `test/engines/engines.ts` that has the feature; for
 * older ones it does what n8n did then.
 */
import { Container, type Constructable } from '@n8n/di';
import * as core from 'n8n-core';
import type { PollContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	IRunExecutionData,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import * as workflowModule from 'n8n-workflow';

type Establish = (
	workflow: Workflow,
	data: IRunExecutionData,
	additionalData: IWorkflowExecuteAdditionalData,
	mode: WorkflowExecuteMode,
) => Promise<void>;
type RunPoll = (
	workflow: Workflow,
	node: INode,
	context: PollContext,
) => Promise<INodeExecutionData[][] | null>;

/** The exports of n8n-core, some of which exist only in newer versions. */
const exported = core as unknown as Partial<Record<string, unknown>>;

/** Something that n8n-core did not always export. @param file the file that has always contained it */
const partOfCore = <Part>(name: string, file: string): Part =>
	(exported[name] ??
		// eslint-disable-next-line @typescript-eslint/no-require-imports
		(require(`n8n-core/dist/execution-engine/${file}`) as Record<string, unknown>)[name]) as Part;

/** Whether a workflow can keep binary objects in the JSON of its items: since 2.15. */
export const hasCombinedBinaryMode = () => 'BINARY_MODE_COMBINED' in workflowModule;

/** Exported since 2.20. */
export const establishExecutionContext: Establish = async (...args) =>
	await partOfCore<Establish>('establishExecutionContext', 'execution-context')(...args);

/** Enables expressions: `withIsolate` since 2.34, `acquireIsolate` since 2.20, no isolate before. */
export async function withIsolate<Result>(
	{ expression }: Pick<Workflow, 'expression'>,
	work: () => Promise<Result>,
): Promise<Result> {
	const isolated = expression as Partial<typeof expression>;
	if (isolated.withIsolate) return await isolated.withIsolate(work);
	await isolated.acquireIsolate?.();
	try {
		return await work();
	} finally {
		await isolated.releaseIsolate?.();
	}
}

/** `runPollFunction` since 2.30, `runPoll` before. */
export const runPoll: RunPoll = async (...args) => {
	const TriggersAndPollers = partOfCore<Constructable<Partial<Record<string, RunPoll>>>>(
		'TriggersAndPollers',
		'triggers-and-pollers',
	);
	const pollers = Container.get(TriggersAndPollers);
	return (await (pollers.runPollFunction ?? pollers.runPoll)?.apply(pollers, args)) ?? null;
};

/** A tick of n8n's scheduler: `PollTriggerExecutor` since 2.30, a function in ActiveWorkflows before. */
export async function pollTick(workflow: Workflow, node: INode, context: PollContext) {
	if (exported.PollTriggerExecutor) {
		await Container.get(core.PollTriggerExecutor).create(workflow, node, context, () => true)();
		return;
	}
	try {
		await withIsolate(workflow, async () => {
			const response = await runPoll(workflow, node, context);
			if (response !== null) context.__emit(response);
		});
	} catch (error) {
		context.__emitError(error as Error);
	}
}

/** Sets static data and budget, which are arguments of the poll context since 2.38. */
export function givePollContext(
	context: PollContext,
	staticData: IDataObject,
	budgetMs: number | undefined,
) {
	if (Object.hasOwn(context, 'resolveNodeStaticData')) return;
	const ofWorkflow = context.getWorkflowStaticData.bind(context);
	context.getWorkflowStaticData = (type) => (type === 'node' ? staticData : ofWorkflow(type));
	if (budgetMs !== undefined) {
		(context as { getPollBudgetMs?: () => number }).getPollBudgetMs ??= () => budgetMs;
	}
}

/** The only domains that a credential's own login request may go to: n8n checks this since 2.41. */
export const ownRequestAllowedDomains = (
	credentials: ICredentialDataDecryptedObject,
): string | undefined =>
	(workflowModule as Partial<typeof workflowModule>).getCredentialOwnRequestAllowedDomains?.(
		credentials,
	);
