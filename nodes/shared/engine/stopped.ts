import type { IExecutePaginationFunctions } from 'n8n-workflow';

/** Whether the execution was stopped, by the user or by the workflow's time limit. */
export const isStopped = (context: IExecutePaginationFunctions) =>
	context.getExecutionCancelSignal()?.aborted ?? false;
