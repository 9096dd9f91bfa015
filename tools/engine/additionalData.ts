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

/** What n8n tells an execution of those that it stems from. */
export interface Ancestry {
	/** The execution that it retries. */
	retryOf?: string;
	/** The mode of the execution that it is a sub-workflow of, or of the outermost one. */
	rootMode?: WorkflowExecuteMode;
}

/** What n8n's server gives to each execution beside the workflow, with an execution id of its own. */
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
