import type { INodeExecutionData } from 'n8n-workflow';

/** The error of a failed item of one of our nodes. */
export interface FailedItem {
	message: string;
	details: {
		outcome?: string;
		description?: string;
		httpCode?: string;
		code?: string;
		findBy?: Record<string, string>;
	};
}

/** The error of an output item; undefined if it did not fail. */
export const failureIn = ({ json }: INodeExecutionData) => json.error as FailedItem | undefined;
