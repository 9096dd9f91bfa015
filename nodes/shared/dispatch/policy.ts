import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import type { ErrorTable } from '../answer/errorTable';
import type { Pace } from './pace';

/** What an operation is, for dispatch to know what it may do with it. */
export interface Policy {
	/**
	 * `read`: asking twice changes nothing.
	 * `send`: the provider may act on each request it gets (a letter goes out, a customer is mailed),
	 * so a request of unknown outcome is never repeated.
	 */
	kind: 'read' | 'send';
	pace: Pace;
	errors: ErrorTable;
	/** The ids of what the provider accepted, found in the items made of its answer. */
	acceptedIds?: (outputs: INodeExecutionData[]) => string[];
	/** What helps a person to find a send of unknown outcome at the provider: label -> value. */
	traces?: (request: RequestOptions) => Record<string, string>;
	/** How the provider can be asked whether a send arrived whose answer was lost, if it can. */
	question?: Question;
}

export type RequestOptions = DeclarativeRestApiSettings.HttpRequestOptions;

/**
 * Asks the provider for a send whose answer was lost.
 * Returns the items that its answer would have given, `not sent` when the provider surely does not
 * have it, or undefined when the provider can't tell. May throw, which counts as "can't tell".
 */
export type Question = (
	this: IExecutePaginationFunctions,
	request: RequestOptions,
	sentAt: Date,
) => Promise<INodeExecutionData[] | 'not sent' | undefined>;
