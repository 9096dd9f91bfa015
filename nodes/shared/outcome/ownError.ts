import { NodeApiError, NodeOperationError } from 'n8n-workflow';

/** A failure as the user sees it. `context.outcome` holds the Outcome of a send. */
export type Failure = NodeApiError | NodeOperationError;

/** Whether an error was made here: from our text and `{}`, where n8n makes its own from another error. */
export function isOwnError(error: unknown): error is Failure {
	if (error instanceof NodeOperationError) return true;
	if (!(error instanceof NodeApiError) || !error.errorResponse) return false;
	return !('message' in error.errorResponse);
}
