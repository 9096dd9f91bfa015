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
	/** The output of the start node if it is a trigger, else its input. Default: one empty item. */
	input?: INodeExecutionData[];
	/** Name of the node to start at. Default: the Form Trigger or Manual Trigger, or the only node without inputs. */
	startAt?: string;
	credentials?: StoredCredentials;
	/** Called with what n8n writes into a credential, before the request that needs it is made. */
	onWrittenBack?: OnWrittenBack;
	/** Default `trigger`. In `manual` mode a trigger without `input` fetches its test event. */
	mode?: WorkflowExecuteMode;
	/** The workflow's static data as n8n saves it (`global`, `node:<name>`), modified in place. */
	staticData?: IDataObject;
	/** Resumes a waiting execution, whether or not it is due. `input` is ignored. */
	resumes?: RetriedExecution;
	/** Retries an execution, like the button in n8n's list of executions. If it has `data`, `input` is ignored. */
	retryOf?: RetriedExecution;
	/** Whether n8n tells which execution is retried. Up to 2.14 it only told that it is a retry. Default: yes. */
	tellsRetryOf?: boolean;
	/** Runs it as a sub-workflow, in a separate execution. */
	calledBy?: Caller;
}

/** What an execution knows about its caller; nothing else tells it whether the caller is a retry. */
export interface Caller {
	/** The mode of the outermost execution. */
	mode: WorkflowExecuteMode;
	/** When the calling execution started, or the one that it retries, in Unix milliseconds. */
	establishedAt: number;
}

/** An execution as stored in n8n's database. */
export interface RetriedExecution {
	id: string;
	/** Absent if n8n crashed before it saved more than the execution's start data. */
	data?: IRunExecutionData;
}

/** What the engine keeps of an error: its own properties, but not its class. */
export interface RunError {
	name?: string;
	message: string;
	description?: string | null;
	/** The HTTP status as text, such as `'429'`. */
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
	 * The items of a node's last run, at one of its outputs (with onError `continueErrorOutput`, the error output follows
	 * the regular ones). Empty if the node did not run.
	 */
	items: (node: string, output?: number) => INodeExecutionData[];
	runData: IRunData;
	/** The input for a retry of this execution. */
	execution: RetriedExecution;
	/** The input for a retry if n8n had crashed during this execution: only what it started with. */
	beginning: RetriedExecution;
}

export interface Run extends Promise<RunResult> {
	/** The user's Stop button. The run then resolves as `canceled`, once its node has returned. */
	stop(): void;
}

type Execution = ReturnType<WorkflowExecute['processRunExecutionData']>;

/** The default start nodes: those that a user fills in or clicks. The editor's run button also prefers the form. */
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

/** Passes the run's input on as n8n does: as the start node's input, or as a trigger's pinned data. */
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

/** The data that n8n retries with: the saved execution, without its failure. */
function retryData({ data }: RetriedExecution): IRunExecutionData | undefined {
	if (!data) return undefined;
	const saved = JSON.parse(JSON.stringify(data)) as IRunExecutionData;
	const { lastNodeExecuted, runData } = saved.resultData;
	delete saved.resultData.error;
	const runs = runData[lastNodeExecuted ?? ''] ?? [];
	if (runs.at(-1)?.error) runs.pop();
	return saved;
}

/** The data that n8n resumes a waiting execution with. */
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

/** Runs a workflow through n8n's `WorkflowExecute`; resolves even if it fails. */
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
			// Missing or invalid parameters stop an execution before its first node.
			if (!(error instanceof WorkflowHasIssuesError)) throw error;
			return { ...toResult(workflow, beginning, data, 'error'), error };
		}
		const finished = await execution;
		// n8n shows a stopped execution as canceled, whatever the status of the interrupted node.
		const status = execution.isCanceled ? 'canceled' : finished.status;
		return toResult(workflow, beginning, finished.data, status);
	};

	return Object.assign(execute(), { stop: () => execution?.cancel() });
}
