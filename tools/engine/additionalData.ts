import { Container } from '@n8n/di';
import { ExecutionLifecycleHooks, ExternalSecretsProxy } from 'n8n-core';
import type {
	ICredentialsHelper,
	INodeParameters,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';

const baseUrl = 'https://n8n.example';

const notOffered = (what: string) => () => {
	throw new Error(`This harness does not offer ${what}`);
};

let executions = 0;

/** What n8n tells an execution about the executions that it originates from. */
export interface Ancestry {
	/** ID of the execution that it retries. */
	retryOf?: string;
	/** Mode of the parent execution if this is a sub-workflow, or of the outermost one. */
	rootMode?: WorkflowExecuteMode;
}

/** The additional data that n8n's server passes to each execution besides the workflow, with a new execution ID. */
export function createAdditionalData(
	mode: WorkflowExecuteMode,
	workflowId: string,
	credentialsHelper: ICredentialsHelper,
	currentNodeParameters?: INodeParameters,
	{ retryOf, rootMode }: Ancestry = {},
): IWorkflowExecuteAdditionalData {
	executions += 1;
	const executionId = String(executions);
	return {
		credentialsHelper,
		executionId,
		workflowId,
		currentNodeParameters,
		currentNodeExecutionIndex: 0,
		rootExecutionMode: rootMode,
		hooks: new ExecutionLifecycleHooks(
			mode,
			executionId,
			{
				id: workflowId,
				name: 'Workflow',
				active: false,
				isArchived: false,
				createdAt: new Date(),
				updatedAt: new Date(),
				nodes: [],
				connections: {},
				activeVersionId: null,
			},
			retryOf,
		),
		externalSecretsProxy: Container.get(ExternalSecretsProxy),
		variables: {},
		restApiUrl: `${baseUrl}/rest`,
		instanceBaseUrl: `${baseUrl}/`,
		formBaseUrl: `${baseUrl}/form`,
		formWaitingBaseUrl: `${baseUrl}/form-waiting`,
		formTestBaseUrl: `${baseUrl}/form-test`,
		webhookBaseUrl: `${baseUrl}/webhook`,
		webhookWaitingBaseUrl: `${baseUrl}/webhook-waiting`,
		webhookTestBaseUrl: `${baseUrl}/webhook-test`,
		mcpBaseUrl: `${baseUrl}/mcp`,
		mcpTestBaseUrl: `${baseUrl}/mcp-test`,
		setExecutionStatus: () => {},
		logAiEvent: () => {},
		executeWorkflow: notOffered('sub-workflows'),
		getRunExecutionData: notOffered('past executions'),
		getRuntimeCredential: notOffered('runtime credentials'),
		startRunnerTask: notOffered('task runners'),
	};
}
