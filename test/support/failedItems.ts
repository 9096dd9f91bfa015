import type { INodeExecutionData } from 'n8n-workflow';

/** What a failed item of one of our nodes says. */
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

/** What an output item says of its failure; undefined for a good one. */
export const failureIn = ({ json }: INodeExecutionData) => json.error as FailedItem | undefined;
