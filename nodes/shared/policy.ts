import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import type { ErrorTable } from './response/statusHints';
import type { Batching } from './dispatch/batcher';
import type { RateLimit } from './rateLimit/limiter';

/** What an operation is, for dispatch to know what it may do with it. */
export interface Policy {
	/**
	 * `read`: asking twice changes nothing.
	 * `send`: the provider may act on each request it gets (a letter goes out, a customer is mailed),
	 * so a request of unknown outcome is never repeated.
	 * `idempotentSend`: a send that carries a key by which the provider knows it again and acts on it only
	 * once, so it may be repeated whatever became of it. The key must be part of the request.
	 */
	kind: 'read' | 'send' | 'idempotentSend';
	/** What the provider does on a send, as its failures name it. Default: "sent". */
	pastTense?: string;
	rateLimit: RateLimit;
	errors: ErrorTable;
	/** Success may come without a body (204). */
	mayBeEmpty?: boolean;
	/** How the following pages of a list are asked for. */
	pagination?: Pagination;
	/** The ids of what the provider accepted, found in the items made of its answer. */
	acceptedIds?: (outputs: INodeExecutionData[]) => string[];
	/**
	 * Why an item made of an accepted answer is a failure all the same: the provider took the request and
	 * refused a part of it. It is never sent again.
	 */
	refusedPart?: (output: INodeExecutionData) => RefusedPart | undefined;
	/** Whether the provider says that it had a send already, and took no other. */
	isRepeat?: (output: INodeExecutionData) => boolean;
	/**
	 * What helps a person to find a send of unknown outcome at the provider: label -> value. `sent` is the
	 * request that left, which other items may have shared.
	 */
	findBy?: (request: RequestOptions, sent: RequestOptions) => Record<string, string>;
	/** How the provider can be asked whether a send arrived whose answer was lost, if it can. */
	lookup?: Lookup;
	/** How items share a request, if the provider takes many recipients in one and tells them apart. */
	batching?: Batching;
}

/** A part of an accepted request that the provider refused. */
export interface RefusedPart {
	/** What happened, as a sentence without a period. */
	message: string;
	/** What it is known by: label -> value. */
	findBy: Record<string, string>;
}

export type RequestOptions = DeclarativeRestApiSettings.HttpRequestOptions;

/**
 * Asks the provider for a send whose answer was lost.
 * Returns the items that its answer would have given, `notSent` when the provider surely does not
 * have it, or undefined when the provider can't tell. May throw, which counts as "can't tell".
 */
export type Lookup = (
	this: IExecutePaginationFunctions,
	request: RequestOptions,
	sentAt: Date,
) => Promise<INodeExecutionData[] | 'notSent' | undefined>;

/** How a provider gives out a list page by page. */
export interface Pagination {
	/**
	 * The request for the page after `page`; undefined when there is none. `before` are the items of all
	 * earlier pages. A page that brought nothing new is the last one in any case.
	 */
	next: (
		request: RequestOptions,
		page: INodeExecutionData[],
		before: INodeExecutionData[],
	) => RequestOptions | undefined;
	/** Makes the test of what the user wants of the list, where the provider can't filter by it. */
	filter?: (context: IExecutePaginationFunctions) => (item: INodeExecutionData) => boolean;
	/** What an item is known by, so that one that slides onto the next page is not counted twice. */
	key: (item: INodeExecutionData) => string;
}
