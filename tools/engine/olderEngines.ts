/**
 * What older engines of n8n 2 name in another way or do not have: all that this harness knows of them.
 * Each function says in which engine of `test/engines/engines.ts` n8n first has what it stands for; in those
 * before, it does what n8n did then.
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

/** What n8n-core offers, each part of it only from some version on. */
const exported = core as unknown as Partial<Record<string, unknown>>;

/** Something of n8n-core that it did not always export. @param file where it has always been */
const partOfCore = <Part>(name: string, file: string): Part =>
	(exported[name] ??
		// eslint-disable-next-line @typescript-eslint/no-require-imports
		(require(`n8n-core/dist/execution-engine/${file}`) as Record<string, unknown>)[name]) as Part;

/** Whether a workflow may keep binary objects in the JSON of its items: from 2.15 on. */
export const hasCombinedBinaryMode = () => 'BINARY_MODE_COMBINED' in workflowModule;

/** Exported from 2.20 on. */
export const establishExecutionContext: Establish = async (...args) =>
	await partOfCore<Establish>('establishExecutionContext', 'execution-context')(...args);

/** Lets expressions be worked out: `withIsolate` from 2.34 on, `acquireIsolate` from 2.20 on, and no isolate before. */
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

/** `runPollFunction` from 2.30 on, `runPoll` before. */
export const runPoll: RunPoll = async (...args) => {
	const TriggersAndPollers = partOfCore<Constructable<Partial<Record<string, RunPoll>>>>(
		'TriggersAndPollers',
		'triggers-and-pollers',
	);
	const pollers = Container.get(TriggersAndPollers);
	return (await (pollers.runPollFunction ?? pollers.runPoll)?.apply(pollers, args)) ?? null;
};

/** A tick of n8n's scheduler: `PollTriggerExecutor` from 2.30 on, a function within ActiveWorkflows before. */
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

/** Static data and budget, which the context of a poll takes as arguments from 2.38 on. */
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

/** The only hosts that a credential's own login may go to: n8n asks from 2.41 on. */
export const ownRequestAllowedDomains = (
	credentials: ICredentialDataDecryptedObject,
): string | undefined =>
	(workflowModule as Partial<typeof workflowModule>).getCredentialOwnRequestAllowedDomains?.(
		credentials,
	);
