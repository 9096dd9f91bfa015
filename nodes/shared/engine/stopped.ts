import type { IExecuteFunctions } from 'n8n-workflow';

type Stoppable = Pick<IExecuteFunctions, 'getExecutionCancelSignal'>;

/**
 * Whether the execution was stopped, by the user or by the workflow's time limit. A context without an execution
 * never is.
 */
export const isStopped = (context: object | Stoppable): boolean =>
	'getExecutionCancelSignal' in context && (context.getExecutionCancelSignal()?.aborted ?? false);
