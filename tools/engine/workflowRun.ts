import { WorkflowExecute, WorkflowHasIssuesError } from 'n8n-core';
import type {
	ExecutionStatus,
	IDataObject,
	INode,
	INodeExecutionData,
	IRunData,
	IRunExecutionData,
	RelatedExecution,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createRunExecutionData, NodeHelpers } from 'n8n-workflow';
import { createAdditionalData } from './additionalData';
import type { OnWrittenBack, StoredCredentials } from './credentialsHelper';
import { CredentialsHelper } from './credentialsHelper';
import type { Installation } from './installation';
import { establishExecutionContext } from './olderEngines';
import { assertSupported } from './stockNodes';
import type { WorkflowJson } from './workflowJson';
import { toWorkflow } from './workflowJson';

export interface RunOptions {
	/** What the start node emits if it is a trigger, else what it is given. Default: one empty item. */
	input?: INodeExecutionData[];
	/** Name of the node to start at. Default: the Form Trigger or Manual Trigger, or the only node without inputs. */
	startAt?: string;
	credentials?: StoredCredentials;
	/** Told of what n8n writes into a credential, before the request is made that needs it. */
	onWrittenBack?: OnWrittenBack;
	/** Default `trigger`. In `manual` mode a trigger without `input` fetches its test event. */
	mode?: WorkflowExecuteMode;
	/** The workflow's static data as n8n saves it (`global`, `node:<name>`), changed in place. */
	staticData?: IDataObject;
	/** Goes on with an execution that waits, whether or not its time has come. `input` has no say. */
	resumes?: RetriedExecution;
	/** Retries an execution, as the button in n8n's list of executions does. If `data` is there, `input` has no say. */
	retryOf?: RetriedExecution;
	/** Whether n8n tells which execution is retried. Up to 2.14 it told only that one is. Default: yes. */
	tellsRetryOf?: boolean;
	/** Runs it as a sub-workflow, in an execution of its own. */
	calledBy?: Caller;
}

/** What an execution is told of the one that calls it; whether that is a retry, it is told in no other way. */
export interface Caller {
	/** Of the outermost execution. */
	mode: WorkflowExecuteMode;
	/** When the calling execution began, or the one that it retries, in Unix milliseconds. */
	establishedAt: number;
}

/** An execution as n8n's database has it. */
export interface RetriedExecution {
	id: string;
	/** Absent if n8n crashed before it could save more than what the execution began with. */
	data?: IRunExecutionData;
}

/** What the engine keeps of an error: its own properties, not its class. */
export interface RunError {
	name?: string;
	message: string;
	description?: string | null;
	/** The response's status as text, `'429'`. */
	httpCode?: string | null;
	node?: INode;
	context?: IDataObject;
	messages?: string[];
	stack?: string;
	cause?: unknown;
}

export interface RunResult {
	status: ExecutionStatus;
	error?: RunError;
	/**
	 * The items of a node's last run, at one of its outputs (with onError `continueErrorOutput`
	 * the one after its own is the error output). Empty if the node did not run.
	 */
	items: (node: string, output?: number) => INodeExecutionData[];
	runData: IRunData;
	/** What a retry of this execution takes. */
	execution: RetriedExecution;
	/** What a retry would take if n8n had crashed during this execution: no more than it began with. */
	beginning: RetriedExecution;
}

export interface Run extends Promise<RunResult> {
	/** The user's Stop button. The run then resolves as `canceled`, once its node has let go. */
	stop(): void;
}

type Execution = ReturnType<WorkflowExecute['processRunExecutionData']>;

/** Where a run begins unless it is said: at what a user fills in or clicks. The editor's run button prefers the form, too. */
const BUTTON_TAKES = ['n8n-nodes-base.formTrigger', 'n8n-nodes-base.manualTrigger'];
const stickyNote = 'n8n-nodes-base.stickyNote';

function findStart(workflow: Workflow, startAt?: string): INode {
	if (startAt !== undefined) {
		const named = workflow.getNode(startAt);
		if (!named) throw new Error(`The workflow has no node '${startAt}' to start at`);
		return named;
	}
	const nodes = Object.values(workflow.nodes).filter((node) => !node.disabled);
	const [taken] = BUTTON_TAKES.flatMap((type) => nodes.filter((node) => node.type === type));
	if (taken) return taken;
	const starts = nodes.filter(
		({ name, type }) =>
			type !== stickyNote &&
			!workflow.connectionsByDestinationNode[name]?.main?.some((sources) => sources?.length) &&
			!workflow.connectionsBySourceNode[name]?.ai_tool,
	);
	if (starts.length !== 1) {
		const found = starts.map(({ name }) => `'${name}'`).join(', ') || 'no node';
		throw new Error(`Say where to start (startAt): ${found} could begin this workflow`);
	}
	return starts[0];
}

/** Where n8n puts what a run starts with: the start node's input, or a trigger's pinned data. */
function startData(workflow: Workflow, start: INode, { input, mode, calledBy }: RunOptions) {
	const items = (input ?? [{ json: {} }]).map((item) => ({ ...item }));
	const { description } = workflow.nodeTypes.getByNameAndVersion(start.type, start.typeVersion);
	const isPinned = mode === 'manual' && input && NodeHelpers.isTriggerNode(description);
	const parentExecution: RelatedExecution | undefined = calledBy && {
		executionId: 'caller',
		workflowId: 'caller',
		executionContext: {
			version: 1,
			establishedAt: calledBy.establishedAt,
			source: calledBy.mode,
		},
	};
	const metadata = parentExecution && { parentExecution };
	return createRunExecutionData({
		parentExecution,
		executionData: {
			nodeExecutionStack: [{ node: start, data: { main: [items] }, metadata, source: null }],
		},
		resultData: { pinData: isPinned ? { [start.name]: items } : undefined },
	});
}

/** What n8n runs on a retry: the saved execution, without the failure that it is to make good. */
function retryData({ data }: RetriedExecution): IRunExecutionData | undefined {
	if (!data) return undefined;
	const saved = JSON.parse(JSON.stringify(data)) as IRunExecutionData;
	const { lastNodeExecuted, runData } = saved.resultData;
	delete saved.resultData.error;
	const runs = runData[lastNodeExecuted ?? ''] ?? [];
	if (runs.at(-1)?.error) runs.pop();
	return saved;
}

/** What n8n goes on with when the time of a waiting execution has come. */
function resumedData({ data }: RetriedExecution): IRunExecutionData {
	if (!data?.waitTill) throw new Error('This execution does not wait');
	return JSON.parse(JSON.stringify(data)) as IRunExecutionData;
}

function toResult(
	workflow: Workflow,
	beginning: RetriedExecution,
	data: IRunExecutionData,
	status: ExecutionStatus,
): RunResult {
	const { runData, error } = data.resultData;
	return {
		status,
		execution: { id: beginning.id, data },
		beginning,
		error: error,
		runData,
		items(node, output = 0) {
			if (!workflow.getNode(node)) throw new Error(`The workflow has no node '${node}'`);
			return runData[node]?.at(-1)?.data?.main?.[output] ?? [];
		},
	};
}

/** Runs a workflow through n8n's `WorkflowExecute`; resolves however it ends. */
export function runWorkflow(
	{ nodeTypes, credentialTypes }: Installation,
	json: WorkflowJson,
	options: RunOptions = {},
): Run {
	let execution: Execution | undefined;

	const execute = async (): Promise<RunResult> => {
		json.nodes.forEach(assertSupported);
		const { credentials = {}, resumes, retryOf, startAt, staticData } = options;
		const { tellsRetryOf = true, calledBy, onWrittenBack } = options;
		const mode = options.mode ?? (retryOf ? 'retry' : calledBy ? 'integrated' : 'trigger');
		const workflow = toWorkflow(json, nodeTypes, staticData);
		const data =
			(resumes && resumedData(resumes)) ??
			(retryOf && retryData(retryOf)) ??
			startData(workflow, findStart(workflow, startAt), options);
		const helper = new CredentialsHelper(credentialTypes, credentials, onWrittenBack);
		const additionalData = createAdditionalData(mode, workflow.id, helper, undefined, {
			retryOf: tellsRetryOf ? retryOf?.id : undefined,
			rootMode: calledBy?.mode,
		});
		if (resumes) additionalData.executionId = resumes.id;
		await establishExecutionContext(workflow, data, additionalData, mode);
		const beginning = {
			id: additionalData.executionId ?? '',
			data: JSON.parse(JSON.stringify(data)) as IRunExecutionData,
		};
		try {
			execution = new WorkflowExecute(additionalData, mode, data).processRunExecutionData(workflow);
		} catch (error) {
			// Parameters that are missing or wrong stop an execution before its first node.
			if (!(error instanceof WorkflowHasIssuesError)) throw error;
			return { ...toResult(workflow, beginning, data, 'error'), error };
		}
		const finished = await execution;
		// n8n shows a stopped execution as canceled, whatever its last node made of the interruption.
		const status = execution.isCanceled ? 'canceled' : finished.status;
		return toResult(workflow, beginning, finished.data, status);
	};

	return Object.assign(execute(), { stop: () => execution?.cancel() });
}
